/* The seccomp filter: only what may touch files stops, decided by arguments where they tell. */
#include "ptrace.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define ARCH AUDIT_ARCH_AARCH64
#else
#error "an architecture that the ptrace tracer does not know yet"
#endif
#define CLONE_UNTRACED_BIT 0x00800000
#define CLONE_FILES_BIT 0x00000400
#define CLONE_NEWNS_BIT 0x00020000
#define FICLONE_CALL 0x40049409
#define FICLONERANGE_CALL 0x4020940d
#define PR_SET_SECCOMP_CALL 22
#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif

#define MAX 512
static struct sock_filter program[MAX];
static unsigned short length;

static void add(unsigned short code, unsigned char jt, unsigned char jf, unsigned k) {
    if (length < MAX) program[length++] = (struct sock_filter){ code, jt, jf, k };
}

#define LOAD(field) add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, field))
#define LOAD_ARG(i) add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, args) + 8 * (i))
#define RETURN(action) add(BPF_RET | BPF_K, 0, 0, action)
#define IF_EQUAL(value, skip) add(BPF_JMP | BPF_JEQ | BPF_K, 0, skip, value)

static void stop_by(int nr, unsigned action) {
    IF_EQUAL((unsigned)nr, 1);
    RETURN(action);
}

static void stop(int nr) { stop_by(nr, SECCOMP_RET_TRACE); }

/* Stops if any of the bits is set in the argument (or, with unset, if none is). */
static void stop_if_bits(int nr, int arg, unsigned bits, int unset) {
    IF_EQUAL((unsigned)nr, 4);
    LOAD_ARG(arg);
    add(BPF_JMP | BPF_JSET | BPF_K, (unsigned char)(unset ? 1 : 0), (unsigned char)(unset ? 0 : 1), bits);
    RETURN(SECCOMP_RET_TRACE);
    RETURN(SECCOMP_RET_ALLOW);
}

static void stop_if_arg(int nr, int arg, unsigned value) {
    IF_EQUAL((unsigned)nr, 4);
    LOAD_ARG(arg);
    IF_EQUAL(value, 1);
    RETURN(SECCOMP_RET_TRACE);
    LOAD(nr);
}

static const int data_calls[] = {
    SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_pread64, SYS_pwrite64, SYS_preadv, SYS_pwritev, SYS_preadv2, SYS_pwritev2,
};

static const int calls[] = {
    SYS_openat, SYS_close, SYS_execve, SYS_clone3, SYS_dup3, SYS_openat2, SYS_open_by_handle_at, SYS_close_range,
    SYS_execveat, SYS_renameat2, SYS_linkat, SYS_symlinkat, SYS_unlinkat, SYS_mkdirat, SYS_mknodat, SYS_truncate,
    SYS_ftruncate, SYS_fallocate, SYS_sendfile, SYS_splice, SYS_copy_file_range, SYS_seccomp, SYS_ptrace,
    SYS_io_uring_setup, SYS_io_submit, SYS_chroot, SYS_pivot_root, SYS_setns,
#ifdef SYS_renameat
    SYS_renameat,
#endif
#ifdef SYS_open
    SYS_open, SYS_creat, SYS_dup2, SYS_fork, SYS_vfork, SYS_rename, SYS_link, SYS_symlink, SYS_unlink, SYS_rmdir, SYS_mkdir,
    SYS_mknod,
#endif
    SYS_clone,
};

static void build(int trace_mode, unsigned data_action) {
    length = 0;
    LOAD(arch);
    IF_EQUAL(ARCH, 1);
    add(BPF_JMP | BPF_JA, 0, 0, 1);
    RETURN(SECCOMP_RET_TRACE);
    LOAD(nr);
#ifdef __x86_64__
    add(BPF_JMP | BPF_JGE | BPF_K, 0, 1, 0x40000000); /* x32 */
    RETURN(SECCOMP_RET_TRACE);
#endif
    if (trace_mode == TRACE_EXACT)
        for (size_t i = 0; i < sizeof data_calls / sizeof *data_calls; i++) stop_by(data_calls[i], data_action);
    stop_if_bits(SYS_mmap, 3, MAP_ANONYMOUS, 1);
    stop_if_bits(SYS_mprotect, 2, PROT_WRITE, 0);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) stop(calls[i]);
    stop_if_bits(SYS_unshare, 0, CLONE_FILES_BIT | CLONE_NEWNS_BIT, 0);
    stop_if_arg(SYS_prctl, 0, PR_SET_SECCOMP_CALL);
    stop_if_arg(SYS_ioctl, 1, FICLONE_CALL);
    stop_if_arg(SYS_ioctl, 1, FICLONERANGE_CALL);
    RETURN(SECCOMP_RET_ALLOW);
}

int is_data_call(long nr) {
    for (size_t i = 0; i < sizeof data_calls / sizeof *data_calls; i++) if (data_calls[i] == nr) return 1;
    return 0;
}

/* Without CAP_SYS_ADMIN a filter needs no_new_privs, which programs can see and which takes setuid away. */
static int install(unsigned flags) {
    struct sock_fprog filter = { length, program };
    int done = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &filter);
    if (done >= 0 || errno != EACCES || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return done;
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &filter);
}

/* Where notifications can't be had (an older kernel; somebody listens already), reads and writes stop like all else. */
int install_filter(int trace_mode, int *listener) {
    *listener = -1;
#ifdef __x86_64__ /* elsewhere nobody could tell interrupted calls, see hide_interruption */
    if (trace_mode == TRACE_EXACT) {
        build(trace_mode, SECCOMP_RET_USER_NOTIF);
        *listener = install(SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV);
        if (*listener >= 0) return 0;
    }
#endif
    build(trace_mode, SECCOMP_RET_TRACE);
    return install(0);
}
