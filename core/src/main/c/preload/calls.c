/* What each system call did, as records. After the call and only if it succeeded, but for what frees a descriptor's number. */
#include "hooks.h"
#include "raw.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#define PAIR(high, low) ((int64_t)(((uint64_t)(uint32_t)(high) << 32) | (uint32_t)(low)))

#ifndef SYS_open
#define SYS_open -1001
#define SYS_creat -1002
#define SYS_rename -1003
#define SYS_link -1004
#define SYS_symlink -1005
#define SYS_unlink -1006
#define SYS_rmdir -1007
#define SYS_mkdir -1008
#define SYS_mknod -1009
#define SYS_dup2 -1010
#define SYS_pipe -1011
#define SYS_eventfd -1012
#define SYS_epoll_create -1013
#define SYS_inotify_init -1014
#define SYS_signalfd -1015
#endif
#ifndef SYS_renameat
#define SYS_renameat -1016
#endif

uint8_t hooked[512];

static const short LOGGED[] = {
    SYS_read, SYS_pread64, SYS_readv, SYS_preadv, SYS_preadv2, SYS_write, SYS_pwrite64, SYS_writev, SYS_pwritev, SYS_pwritev2,
    SYS_open, SYS_openat, SYS_openat2, SYS_creat, SYS_open_by_handle_at, SYS_close, SYS_close_range, SYS_dup, SYS_dup2, SYS_dup3,
    SYS_fcntl, SYS_ioctl, SYS_mmap, SYS_mprotect, SYS_sendfile, SYS_splice, SYS_copy_file_range, SYS_rename, SYS_renameat,
    SYS_renameat2, SYS_link, SYS_linkat, SYS_symlink, SYS_symlinkat, SYS_unlink, SYS_unlinkat, SYS_rmdir, SYS_mkdir, SYS_mkdirat,
    SYS_mknod, SYS_mknodat, SYS_truncate, SYS_ftruncate, SYS_fallocate, SYS_chdir, SYS_fchdir, SYS_chroot, SYS_unshare,
    SYS_execve, SYS_execveat, SYS_exit_group, SYS_wait4, SYS_waitid, SYS_pipe, SYS_pipe2, SYS_socket, SYS_socketpair, SYS_accept,
    SYS_accept4, SYS_memfd_create, SYS_eventfd, SYS_eventfd2, SYS_epoll_create, SYS_epoll_create1, SYS_inotify_init,
    SYS_inotify_init1, SYS_signalfd, SYS_signalfd4, SYS_timerfd_create, SYS_pidfd_open, SYS_pidfd_getfd, SYS_userfaultfd,
    SYS_perf_event_open, SYS_recvmsg, SYS_recvmmsg, SYS_io_uring_setup, SYS_io_setup, SYS_ptrace, SYS_seccomp, SYS_prctl,
    SYS_mlockall, SYS_setns,
};

void hooked_fill(void)
{
    for (unsigned i = 0; i < sizeof LOGGED / sizeof *LOGGED; i++)
        if (LOGGED[i] >= 0)
            hooked[LOGGED[i]] = 1;
    static const short clones[] = {
        SYS_clone, SYS_clone3,
#ifdef SYS_fork
        SYS_fork, SYS_vfork,
#endif
    };
    for (unsigned i = 0; i < sizeof clones / sizeof *clones; i++)
        hooked[clones[i]] = 2;
}

/* With one thread no lock prefix is needed: an add to memory is one instruction, which no signal handler can split. */
extern char __libc_single_threaded __attribute__((weak));

static inline void bump(uint64_t *calls, uint64_t *bytes, uint64_t n)
{
#if defined(__x86_64__)
    if (&__libc_single_threaded && __libc_single_threaded) {
        __asm__ volatile("addq $1, %0" : "+m"(*calls));
        __asm__ volatile("addq %1, %0" : "+m"(*bytes) : "r"(n));
        return;
    }
#endif
    __atomic_fetch_add(calls, 1, __ATOMIC_RELAXED);
    __atomic_fetch_add(bytes, n, __ATOMIC_RELAXED);
}

static __attribute__((noinline)) void raise_max(struct block *b, unsigned fd)
{
    uint32_t old = b->max_fd;
    while (old <= fd && !__atomic_compare_exchange_n(&b->max_fd, &old, fd + 1, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        ;
}

static __attribute__((noinline)) void moved_high(struct block *b, int fd, int writing, long n)
{
    __atomic_fetch_add(writing ? &b->closed_write : &b->closed_read, (uint64_t)n, __ATOMIC_RELAXED);
    log_values(R_IO, fd, 4, writing ? 0 : 1, writing ? 0 : n, writing ? 1 : 0, writing ? n : 0);
}

static inline void moved(long fd, int writing, long n)
{
    struct block *b = current_block();
    if (n <= 0 || !b)
        return;
    unsigned number = (unsigned)fd;
    if (__builtin_expect(number >= FDS, 0)) {
        moved_high(b, (int)fd, writing, n);
        return;
    }
    if (__builtin_expect(number >= b->max_fd, 0))
        raise_max(b, number);
    struct counters *c = &b->fds[number];
    if (writing)
        bump(&c->write_calls, &c->write_bytes, (uint64_t)n);
    else
        bump(&c->read_calls, &c->read_bytes, (uint64_t)n);
}

static void special(long fd, int cloexec)
{
    log_values(R_SPECIAL, (int)fd, 1, cloexec, 0, 0, 0);
}

static void special_pair(const int *fds, int cloexec)
{
    special(fds[0], cloexec);
    special(fds[1], cloexec);
}

static void opened(long fd, long dirfd, long path, long flags, int creation)
{
    log_paths(R_OPEN, (int)fd, PAIR(dirfd, flags), creation, (const char *)path, 0);
}

enum creation { C_UNKNOWN, C_YES, C_NO };

/* Before an open that may make the file: whether it will. What O_EXCL says, nobody needs to ask. */
static int will_create(long nr, long a, long b, long c)
{
    struct block *own = current_block();
    long dirfd = nr == SYS_open || nr == SYS_creat ? AT_FDCWD : a;
    long path = nr == SYS_open || nr == SYS_creat ? a : b;
    long flags = nr == SYS_open ? b : nr == SYS_creat ? O_CREAT : nr == SYS_openat ? c : 0;
    if (!(flags & O_CREAT) || (flags & O_EXCL) || !own || own->quiet)
        return C_UNKNOWN;
    long r = RAW3(SYS_faccessat, dirfd, path, 0);
    return r == 0 ? C_NO : r == -ENOENT ? C_YES : C_UNKNOWN;
}

static void names(int type, long from_dir, long from, long to_dir, long to, long flags)
{
    log_paths(type, -1, PAIR(from_dir, to_dir), flags, (const char *)from, (const char *)to);
}

static void name(int type, long dir, long path, long extra)
{
    log_paths(type, -1, PAIR(dir, 0), extra, (const char *)path, 0);
}

static void copied(long from, long to, long n, int accounted)
{
    struct block *b = current_block();
    if (n <= 0)
        return;
    if (accounted && b) {
        __atomic_fetch_add(&b->closed_read, (uint64_t)n, __ATOMIC_RELAXED);
        __atomic_fetch_add(&b->closed_write, (uint64_t)n, __ATOMIC_RELAXED);
    }
    log_values(R_COPY, (int)from, 2, to, n, 0, 0);
}

static void received(const struct msghdr *m)
{
    for (struct cmsghdr *c = CMSG_FIRSTHDR(m); c; c = CMSG_NXTHDR((struct msghdr *)m, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        const int *fds = (const int *)CMSG_DATA(c);
        size_t n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < n; i++)
            log_identity(fds[i]);
    }
}

static void mapped(long prot, long flags, long fd)
{
    log_values(R_MMAP, (int)fd, 2, prot, flags, 0, 0);
    struct block *b = current_block();
    int shared = (flags & MAP_TYPE) != MAP_PRIVATE;
    if (shared && !(prot & PROT_WRITE) && b && !b->quiet
        && (RAW3(SYS_fcntl, fd, F_GETFL, 0) & O_ACCMODE) == O_RDWR)
        b->shared_map = 1;
}

static void controlled(long fd, unsigned long request, long argument)
{
    if (request == FICLONE)
        log_values(R_COPY, (int)argument, 2, fd, 0, 0, 0);
    else if (request == FICLONERANGE)
        log_values(R_COPY, (int)((const struct file_clone_range *)argument)->src_fd, 2, fd, 0, 0, 0);
    else if (request == FIOCLEX || request == FIONCLEX)
        log_values(R_CLOEXEC, (int)fd, 1, request == FIOCLEX, 0, 0, 0);
}

static void waited(long pid, const int *status)
{
    if (pid > 0 && status && (WIFEXITED(*status) || WIFSIGNALED(*status)))
        log_values(R_WAIT, (int)pid, 2, *status, (int64_t)log_nanos(), 0, 0);
}

static void waited_id(const siginfo_t *info)
{
    if (!info || info->si_pid <= 0)
        return;
    int status = info->si_code == CLD_EXITED ? (info->si_status & 0xff) << 8 : info->si_status & 0x7f;
    if (info->si_code == CLD_EXITED || info->si_code == CLD_KILLED || info->si_code == CLD_DUMPED)
        log_values(R_WAIT, info->si_pid, 2, status, (int64_t)log_nanos(), 0, 0);
}

static void flag(int which)
{
    log_values(R_FLAG, which, 0, 0, 0, 0, 0);
}

static void filtered(void)
{
    struct block *b = current_block();
    if (b)
        b->quiet = 1;
}

static void controlled_descriptor(long fd, long command, long argument, long r)
{
    if (command == F_DUPFD || command == F_DUPFD_CLOEXEC)
        log_values(R_DUP, (int)fd, 2, r, command == F_DUPFD_CLOEXEC, 0, 0);
    else if (command == F_SETFD)
        log_values(R_CLOEXEC, (int)fd, 1, (argument & FD_CLOEXEC) != 0, 0, 0, 0);
}

/* Calls that make a descriptor which is no file. Returns 0 if nr is none of them. */
static int after_special(long nr, long r, long a, long b, long c, long d)
{
    switch (nr) {
    case SYS_pipe: special_pair((const int *)a, 0); break;
    case SYS_pipe2: special_pair((const int *)a, (b & O_CLOEXEC) != 0); break;
    case SYS_socketpair: special_pair((const int *)d, (b & SOCK_CLOEXEC) != 0); break;
    case SYS_socket: special(r, (b & SOCK_CLOEXEC) != 0); break;
    case SYS_accept4: special(r, (d & SOCK_CLOEXEC) != 0); break;
    case SYS_memfd_create: special(r, (b & 1) != 0); break;
    case SYS_eventfd2: special(r, (b & O_CLOEXEC) != 0); break;
    case SYS_epoll_create1: case SYS_inotify_init1: case SYS_userfaultfd: special(r, (a & O_CLOEXEC) != 0); break;
    case SYS_timerfd_create: special(r, (b & O_CLOEXEC) != 0); break;
    case SYS_signalfd4: if (a == -1) special(r, (d & O_CLOEXEC) != 0); break;
    case SYS_signalfd: if (a == -1) special(r, 0); break;
    case SYS_accept: case SYS_eventfd: case SYS_epoll_create: case SYS_inotify_init: special(r, 0); break;
    case SYS_pidfd_open: special(r, 1); break;
    case SYS_perf_event_open: special(r, 0); break;
    case SYS_io_uring_setup: special(r, 1); flag(F_IO_URING); break;
    case SYS_pidfd_getfd: log_identity((int)r); break;
    case SYS_recvmsg: received((const struct msghdr *)b); break;
    case SYS_recvmmsg:
        for (long i = 0; i < r; i++)
            received(&((const struct mmsghdr *)b)[i].msg_hdr);
        break;
    default: return 0;
    }
    (void)c;
    return 1;
}

/* Calls on names. Returns 0 if nr is none of them. */
static int after_name(long nr, long a, long b, long c, long d, long e)
{
    switch (nr) {
    case SYS_rename: names(R_RENAME, AT_FDCWD, a, AT_FDCWD, b, 0); break;
    case SYS_renameat: names(R_RENAME, a, b, c, d, 0); break;
    case SYS_renameat2: names(R_RENAME, a, b, c, d, e); break;
    case SYS_link: names(R_LINK, AT_FDCWD, a, AT_FDCWD, b, 0); break;
    case SYS_linkat: names(R_LINK, a, b, c, d, e); break;
    case SYS_symlink: names(R_SYMLINK, 0, a, AT_FDCWD, b, 0); break;
    case SYS_symlinkat: names(R_SYMLINK, 0, a, b, c, 0); break;
    case SYS_unlink: name(R_UNLINK, AT_FDCWD, a, 0); break;
    case SYS_rmdir: name(R_UNLINK, AT_FDCWD, a, 1); break;
    case SYS_unlinkat: name(R_UNLINK, a, b, (c & AT_REMOVEDIR) != 0); break;
    case SYS_mkdir: name(R_MAKE, AT_FDCWD, a, 1); break;
    case SYS_mkdirat: name(R_MAKE, a, b, 1); break;
    case SYS_mknod: name(R_MAKE, AT_FDCWD, a, 0); break;
    case SYS_mknodat: name(R_MAKE, a, b, 0); break;
    case SYS_truncate: name(R_TRUNCATE, AT_FDCWD, a, 0); break;
    case SYS_chdir: name(R_CHDIR, AT_FDCWD, a, 0); break;
    case SYS_chroot: name(R_CHROOT, AT_FDCWD, a, 0); break;
    default: return 0;
    }
    return 1;
}

static void handle_opened(long fd)
{
    log_identity((int)fd);
    struct block *b = current_block();
    if (b && b->quiet)
        flag(F_HANDLE);
}

static __attribute__((noinline)) long open_call(long nr, long a, long b, long c, long d)
{
    int creation = will_create(nr, a, b, c);
    long r = RAW4(nr, a, b, c, d);
    if (r < 0)
        return r;
    switch (nr) {
    case SYS_open: opened(r, AT_FDCWD, a, b, creation); break;
    case SYS_creat: opened(r, AT_FDCWD, a, O_CREAT | O_WRONLY | O_TRUNC, creation); break;
    case SYS_openat: opened(r, a, b, c, creation); break;
    default: opened(r, a, b, (long)((const struct open_how *)c)->flags, creation);
    }
    return r;
}

static void after(long nr, long r, long a, long b, long c, long d, long e)
{
    switch (nr) {
    case SYS_open_by_handle_at: handle_opened(r); return;
    case SYS_dup: log_values(R_DUP, (int)a, 2, r, 0, 0, 0); return;
    case SYS_dup2: if (a != b) log_values(R_DUP, (int)a, 2, r, 0, 0, 0); return;
    case SYS_dup3: log_values(R_DUP, (int)a, 2, r, (c & O_CLOEXEC) != 0, 0, 0); return;
    case SYS_fcntl: controlled_descriptor(a, b, c, r); return;
    case SYS_ioctl: controlled(a, (unsigned long)b, c); return;
    case SYS_sendfile: copied(b, a, r, 1); return;
    case SYS_splice: copied(a, c, r, 0); return;
    case SYS_copy_file_range: copied(a, c, r, 1); return;
    case SYS_ftruncate: case SYS_fallocate: log_values(R_TRUNCATE_FD, (int)a, 0, 0, 0, 0, 0); return;
    case SYS_fchdir: log_values(R_FCHDIR, (int)a, 0, 0, 0, 0, 0); return;
    case SYS_unshare: case SYS_setns:
        log_values(R_UNSHARE, -1, 2, nr == SYS_unshare && (a & CLONE_FILES), nr == SYS_unshare && (a & CLONE_FS), 0, 0);
        return;
    case SYS_wait4: waited(r, (const int *)b); return;
    case SYS_waitid: waited_id((const siginfo_t *)c); return;
    case SYS_io_setup: flag(F_AIO); return;
    case SYS_ptrace: return;
    case SYS_seccomp: if (a == 0 || a == 1) filtered(); return;
    case SYS_prctl: if (a == PR_SET_SECCOMP) filtered(); return;
    default: if (!after_special(nr, r, a, b, c, d)) after_name(nr, a, b, c, d, e);
    }
}

static void flush_range(long first, long last)
{
    struct block *b = current_block();
    unsigned end = b ? b->max_fd : 0;
    for (unsigned fd = (unsigned)first; fd < end && fd <= (unsigned)last; fd++)
        io_flush(b, (int)fd, R_IO);
}

static __attribute__((noinline)) long exit_group(long status)
{
    clone_adopt();
    struct block *b = current_block();
    if (b && !vfork_block)
        io_check(b);
    if (b)
        log_values(R_EXIT, (int)status, 1, (int64_t)log_nanos(), 0, 0, 0);
    return RAW1(SYS_exit_group, status);
}

/* Kinds that are not simply "call, then log". */
static __attribute__((noinline)) long other_call(long nr, long a, long b, long c, long d, long e, long f)
{
    switch (nr) {
    case SYS_open: case SYS_creat: case SYS_openat: case SYS_openat2: return open_call(nr, a, b, c, d);
    case SYS_close: io_flush(current_block(), (int)a, R_CLOSE); break;
    case SYS_dup2: if (a != b) io_flush(current_block(), (int)b, R_IO); break;
    case SYS_dup3: io_flush(current_block(), (int)b, R_IO); break;
    case SYS_exit_group: return exit_group(a);
    case SYS_execve: case SYS_execveat: return hook_exec(nr, a, b, c, d, e);
    case SYS_rename: case SYS_renameat: case SYS_renameat2: flush_range(0, FDS); break; /* under the old name */
    case SYS_mlockall: a |= 4; break; /* MCL_ONFAULT: the sparse log must not be populated */
    case SYS_close_range:
        if (!(c & 4))
            flush_range(a, b);
        break;
    case SYS_mprotect: {
        struct block *own = current_block();
        if ((c & PROT_WRITE) && own && own->shared_map)
            flag(F_MAPPING);
        break;
    }
    default: break;
    }
    long r = raw6(nr, a, b, c, d, e, f);
    if (r < 0 && r > -4096)
        return r;
    if (nr == SYS_close_range)
        log_values(R_CLOSE_RANGE, (int)a, 2, b, c, 0, 0);
    else if (nr != SYS_close)
        after(nr, r, a, b, c, d, e);
    return r;
}

long hook_call(long nr, long a, long b, long c, long d, long e, long f)
{
    long r;
    switch (nr) {
    case SYS_read: case SYS_pread64: case SYS_readv: case SYS_preadv: case SYS_preadv2:
        r = raw6(nr, a, b, c, d, e, f);
        moved(a, 0, r);
        return r;
    case SYS_write: case SYS_pwrite64: case SYS_writev: case SYS_pwritev: case SYS_pwritev2:
        r = raw6(nr, a, b, c, d, e, f);
        moved(a, 1, r);
        return r;
    case SYS_mmap:
        r = raw6(nr, a, b, c, d, e, f);
        if (!(d & MAP_ANONYMOUS) && (int)e >= 0 && !(r < 0 && r > -4096))
            mapped(c, d, e);
        return r;
    case SYS_ioctl:
        r = raw6(nr, a, b, c, d, e, f);
        if (r >= 0 && (b == FICLONE || b == FICLONERANGE || b == FIOCLEX || b == FIONCLEX))
            controlled(a, (unsigned long)b, c);
        return r;
    default:
        return other_call(nr, a, b, c, d, e, f);
    }
}
