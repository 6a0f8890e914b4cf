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
#define OPEN_TREE_CLONE_BIT 1
#define FICLONE_CALL 0x40049409
#define FICLONERANGE_CALL 0x4020940d
#define PR_SET_SECCOMP_CALL 22
#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif

#define MAX 512
#define MAX_RULES 128
static struct sock_filter program[MAX];
static unsigned short length;

static void add(unsigned short code, unsigned char jt, unsigned char jf, unsigned k) {
    if (length < MAX) program[length++] = (struct sock_filter){ code, jt, jf, k };
}

#define LOAD(field) add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, field))
#define LOAD_ARG(i) add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, args) + 8 * (i))
#define RETURN(action) add(BPF_RET | BPF_K, 0, 0, action)

/* What becomes of a call; by the lower half of one of its arguments, where that tells. */
struct rule {
    int nr;
    enum { ALWAYS, IF_ANY_BIT, IF_NO_BIT, IF_EITHER } when;
    int arg;
    unsigned value, other;
    unsigned action;
};

/* The calls from this number up to the next segment's; no rule: they are let go. */
struct segment {
    int first;
    const struct rule *rule;
};

static struct rule rules[MAX_RULES];
static struct segment segments[2 * MAX_RULES + 1];
static int rule_count, segment_count;

/* Kept in order of their numbers. */
static void add_rule(struct rule rule) {
    int at = rule_count++;
    for (; at > 0 && rules[at - 1].nr > rule.nr; at--) rules[at] = rules[at - 1];
    rules[at] = rule;
}

static void add_segment(int first, const struct rule *rule) {
    const struct segment *last = segment_count ? &segments[segment_count - 1] : NULL;
    int same = last && last->rule && rule && last->rule->when == ALWAYS && rule->when == ALWAYS && last->rule->action == rule->action;
    if (!same) segments[segment_count++] = (struct segment){ first, rule };
}

static void find_segments(void) {
    int next = 0;
    segment_count = 0;
    for (int i = 0; i < rule_count; i++) {
        if (rules[i].nr > next) add_segment(next, NULL);
        add_segment(rules[i].nr, &rules[i]);
        next = rules[i].nr + 1;
    }
    add_segment(next, NULL);
}

static void decide(const struct rule *rule) {
    if (rule && rule->when != ALWAYS) {
        LOAD_ARG(rule->arg);
        if (rule->when == IF_EITHER) add(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, rule->other);
        add(BPF_JMP | (rule->when == IF_EITHER ? BPF_JEQ : BPF_JSET) | BPF_K, rule->when == IF_NO_BIT, rule->when != IF_NO_BIT, rule->value);
    }
    if (rule) RETURN(rule->action);
    if (!rule || rule->when != ALWAYS) RETURN(SECCOMP_RET_ALLOW);
}

/* By halves: to install a filter, the kernel runs it for each number that there is (seccomp_cache_prepare in its seccomp.c). */
static void search(const struct segment *from, int count) {
    if (count == 1) {
        decide(from->rule);
        return;
    }
    int half = count / 2;
    add(BPF_JMP | BPF_JGE | BPF_K, 0, 1, (unsigned)from[half].first);
    unsigned short jump = length;
    add(BPF_JMP | BPF_JA, 0, 0, 0);
    search(from, half);
    program[jump].k = length - jump - 1u;
    search(from + half, count - half);
}

static const int data_calls[] = {
    SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_pread64, SYS_pwrite64, SYS_preadv, SYS_pwritev, SYS_preadv2, SYS_pwritev2,
};

static const int calls[] = {
    SYS_openat, SYS_close, SYS_execve, SYS_clone3, SYS_dup3, SYS_openat2, SYS_open_by_handle_at, SYS_close_range,
    SYS_execveat, SYS_renameat2, SYS_linkat, SYS_symlinkat, SYS_unlinkat, SYS_mkdirat, SYS_mknodat, SYS_truncate,
    SYS_ftruncate, SYS_fallocate, SYS_sendfile, SYS_splice, SYS_copy_file_range, SYS_seccomp, SYS_ptrace,
    SYS_io_uring_setup, SYS_io_submit, SYS_chroot, SYS_pivot_root, SYS_setns, SYS_fsmount,
#ifdef SYS_renameat
    SYS_renameat,
#endif
#ifdef SYS_open
    SYS_open, SYS_creat, SYS_dup2, SYS_fork, SYS_vfork, SYS_rename, SYS_link, SYS_symlink, SYS_unlink, SYS_rmdir, SYS_mkdir,
    SYS_mknod,
#endif
    SYS_clone,
};

static const struct rule by_argument[] = {
    { SYS_mmap, IF_NO_BIT, 3, MAP_ANONYMOUS, 0, SECCOMP_RET_TRACE },
    { SYS_mprotect, IF_ANY_BIT, 2, PROT_WRITE, 0, SECCOMP_RET_TRACE },
    { SYS_unshare, IF_ANY_BIT, 0, CLONE_FILES_BIT | CLONE_NEWNS_BIT, 0, SECCOMP_RET_TRACE },
    { SYS_open_tree, IF_ANY_BIT, 2, OPEN_TREE_CLONE_BIT, 0, SECCOMP_RET_TRACE },
    { SYS_prctl, IF_EITHER, 0, PR_SET_SECCOMP_CALL, PR_SET_SECCOMP_CALL, SECCOMP_RET_TRACE },
    { SYS_ioctl, IF_EITHER, 1, FICLONE_CALL, FICLONERANGE_CALL, SECCOMP_RET_TRACE },
};

#define COUNT(list) (sizeof list / sizeof *list)
_Static_assert(COUNT(data_calls) + COUNT(calls) + COUNT(by_argument) <= MAX_RULES, "MAX_RULES is too small");

static void build(int trace_mode, unsigned data_action) {
    rule_count = 0;
    for (size_t i = 0; trace_mode == TRACE_EXACT && i < COUNT(data_calls); i++)
        add_rule((struct rule){ .nr = data_calls[i], .action = data_action });
    for (size_t i = 0; i < COUNT(calls); i++) add_rule((struct rule){ .nr = calls[i], .action = SECCOMP_RET_TRACE });
    for (size_t i = 0; i < COUNT(by_argument); i++) add_rule(by_argument[i]);
    find_segments();
    length = 0;
    LOAD(arch);
    add(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ARCH);
    RETURN(SECCOMP_RET_TRACE);
    LOAD(nr);
#ifdef __x86_64__
    add(BPF_JMP | BPF_JGE | BPF_K, 0, 1, 0x40000000); /* x32 */
    RETURN(SECCOMP_RET_TRACE);
#endif
    search(segments, segment_count);
}

int is_data_call(long nr) {
    for (size_t i = 0; i < COUNT(data_calls); i++) if (data_calls[i] == nr) return 1;
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
