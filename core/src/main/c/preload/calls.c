/* What each system call did, as records. After the call and only if it succeeded, but for what frees a descriptor's number. */
#include "hooks.h"
#include "raw.h"
#include "rawcalls.h"

#include <linux/seccomp.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/fs.h>
#include <linux/mount.h>
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
    SYS_inotify_init1, SYS_signalfd, SYS_signalfd4, SYS_timerfd_create, SYS_pidfd_open, SYS_pidfd_getfd, SYS_userfaultfd, SYS_fanotify_init,
    SYS_perf_event_open, SYS_recvmsg, SYS_recvmmsg, SYS_io_uring_setup, SYS_io_setup, SYS_ptrace, SYS_seccomp, SYS_prctl,
    SYS_mlockall, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_move_mount,
    SYS_open_tree, SYS_fsmount,
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

/*
 * Of each number of a threaded process: odd from when its use is about to end until another one has begun, even while it is in use,
 * another number in each use. What was read or written meanwhile is not certain to be its file's.
 */
static void use_ends(struct block *b, unsigned first, unsigned last)
{
    for (unsigned fd = first; b && b->threaded && fd <= last && fd < FDS; fd++)
        __atomic_fetch_or(&b->turns[fd], 1, __ATOMIC_SEQ_CST);
}

static void use_begins(long fd)
{
    struct block *b = current_block();
    if (!b || !b->threaded || (unsigned long)fd >= FDS)
        return;
    __atomic_fetch_or(&b->turns[fd], 1, __ATOMIC_SEQ_CST);
    __atomic_fetch_add(&b->turns[fd], 1, __ATOMIC_SEQ_CST);
}

static int threaded(void)
{
    return !&__libc_single_threaded || !__libc_single_threaded;
}

/* Before a read or write: what moved() then compares. */
static inline unsigned turn_of(long fd)
{
    struct block *b;
    if (__builtin_expect(!threaded(), 1) || !(b = current_block()) || (unsigned long)fd >= FDS)
        return 0;
    return __atomic_load_n(&b->turns[fd], __ATOMIC_SEQ_CST);
}

static int turned(const struct block *b, unsigned fd, unsigned before)
{
    return threaded() && (before & 1 || __atomic_load_n(&b->turns[fd], __ATOMIC_SEQ_CST) != before);
}

static __attribute__((noinline)) void raced(struct block *b, int writing, long n)
{
    __atomic_fetch_add(&run_log->races, 1, __ATOMIC_RELAXED);
    __atomic_fetch_add(writing ? &b->closed_write : &b->closed_read, (uint64_t)n, __ATOMIC_RELAXED);
}

static __attribute__((noinline)) void moved_high(struct block *b, int fd, int writing, long n)
{
    __atomic_fetch_add(writing ? &b->closed_write : &b->closed_read, (uint64_t)n, __ATOMIC_RELAXED);
    log_values(R_IO, fd, 4, writing ? 0 : 1, writing ? 0 : n, writing ? 1 : 0, writing ? n : 0);
}

static inline void moved(long fd, int writing, long n, unsigned before)
{
    struct block *b = current_block();
    if (n <= 0 || !b)
        return;
    unsigned number = (unsigned)fd;
    if (__builtin_expect(number >= FDS, 0)) {
        moved_high(b, (int)fd, writing, n);
        return;
    }
    if (__builtin_expect(turned(b, number, before), 0)) {
        raced(b, writing, n);
        return;
    }
    if (__builtin_expect(b->names != __atomic_load_n(&run_log->names, __ATOMIC_RELAXED), 0))
        io_renew(b);
    if (__builtin_expect(number >= b->max_fd, 0))
        raise_max(b, number);
    struct counters *c = &b->fds[number];
    if (writing)
        bump(&c->write_calls, &c->write_bytes, (uint64_t)n);
    else
        bump(&c->read_calls, &c->read_bytes, (uint64_t)n);
    if (__builtin_expect(turned(b, number, before), 0))
        __atomic_fetch_add(&run_log->races, 1, __ATOMIC_RELAXED); /* it may have come too late for the totals that were taken */
}

void hook_moved(long fd, int writing, long n)
{
    moved(fd, writing, n, 0);
}

static void special(long fd, int cloexec)
{
    use_begins(fd);
    log_values(R_SPECIAL, (int)fd, 1, cloexec, 0, 0, 0);
}

static void special_pair(const int *fds, int cloexec)
{
    special(fds[0], cloexec);
    special(fds[1], cloexec);
}

/*
 * Where a path leads that ends in a link, as the kernel knows it: afterwards the link may be gone. Returns whether it did; if it
 * certainly did not, *plain is set.
 */
static int led_by_link(long dirfd, const char *path, long fd, char *to, int *plain)
{
    struct block *own = current_block();
    char first;
    *plain = 0;
    if (!own || own->quiet || run_log->roots)
        return 0;
    long n = RAW4(SYS_readlinkat, dirfd, path, &first, 1);
    *plain = n == -EINVAL;
    if (n <= 0)
        return 0;
    long found = fd >= 0 ? fd : RAW4(SYS_openat, dirfd, path, O_PATH | O_CLOEXEC, 0);
    if (found < 0)
        return 0;
    n = fd_link((int)found, to);
    if (fd < 0)
        RAW1(SYS_close, found);
    return n > 0;
}

enum creation { C_UNKNOWN, C_YES, C_NO, C_PLAIN = 4 /* with one of these: the path ends in no link */ };

static void opened(long fd, long dirfd, long path, long flags, int creation, int no_link)
{
    char resolved[4097];
    int plain = no_link || (flags & O_NOFOLLOW) || ((flags & O_CREAT) && (flags & O_EXCL)), led = 0;
    use_begins(fd);
    if (!plain && (flags & O_TMPFILE) != O_TMPFILE)
        led = led_by_link(dirfd, (const char *)path, fd, resolved, &plain);
    log_paths(R_OPEN, (int)fd, PAIR(dirfd, flags), creation | (plain ? C_PLAIN : 0), (const char *)path, led ? resolved : 0);
}

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
    uint64_t change = 1 + __atomic_fetch_add(&run_log->names, 1, __ATOMIC_RELAXED);
    log_paths(type, -1, PAIR(from_dir, to_dir), PAIR(change, flags), (const char *)from, (const char *)to);
}

static void linked(long from_dir, long from, long to_dir, long to, long flags)
{
    char resolved[4097];
    const char *path = (const char *)from;
    int plain, magic = text_starts(path, "/proc/") || text_starts(path, "/dev/");
    if ((flags & AT_SYMLINK_FOLLOW) && !magic && led_by_link(from_dir, path, -1, resolved, &plain))
        names(R_LINK, AT_FDCWD, (long)resolved, to_dir, to, flags & ~AT_SYMLINK_FOLLOW);
    else
        names(R_LINK, from_dir, from, to_dir, to, flags);
}

static void truncated(long path)
{
    char resolved[4097];
    struct block *own = current_block();
    long fd = own && !own->quiet && !run_log->roots ? RAW4(SYS_openat, AT_FDCWD, path, O_PATH | O_CLOEXEC, 0) : -1;
    int known = fd >= 0 && fd_link((int)fd, resolved) > 0;
    if (fd >= 0)
        RAW1(SYS_close, fd);
    log_paths(R_TRUNCATE, -1, PAIR(AT_FDCWD, 0), 0, (const char *)path, known ? resolved : 0);
}

static void directory_changed(long path)
{
    char now[4097];
    struct block *own = current_block();
    int known = own && !own->quiet && !run_log->roots && RAW2(SYS_getcwd, now, 4096) > 0 && now[0] == '/';
    log_paths(R_CHDIR, -1, PAIR(AT_FDCWD, 0), 0, (const char *)path, known ? now : 0);
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

static void received_one(int fd)
{
    use_begins(fd);
    log_identity(fd);
}

static void copied_to(long from, long to, int cloexec)
{
    use_begins(to);
    log_values(R_DUP, (int)from, 2, to, cloexec, 0, 0);
}

static void received(const struct msghdr *m)
{
    for (struct cmsghdr *c = CMSG_FIRSTHDR(m); c; c = CMSG_NXTHDR((struct msghdr *)m, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        const int *fds = (const int *)CMSG_DATA(c);
        size_t n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < n; i++)
            received_one(fds[i]);
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

int logged_control(int64_t request)
{
    return request == FICLONE || request == FICLONERANGE || request == FIOCLEX || request == FIONCLEX || request == TIOCGPTPEER;
}

static void controlled(long fd, unsigned long request, long argument, long r)
{
    if (request == TIOCGPTPEER)
        received_one((int)r);
    else if (request == FICLONE)
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

void flag_raw_code(const char *path)
{
    log_paths(R_FLAG, F_RAW_CODE, 0, 0, path, 0);
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
        copied_to(fd, r, command == F_DUPFD_CLOEXEC);
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
    /* An int in a register: its upper half is whatever was there. */
    case SYS_signalfd4: if ((int)a == -1) special(r, (d & O_CLOEXEC) != 0); break;
    case SYS_signalfd: if ((int)a == -1) special(r, 0); break;
    case SYS_fanotify_init: special(r, (a & 1) != 0); break;
    case SYS_accept: case SYS_eventfd: case SYS_epoll_create: case SYS_inotify_init: special(r, 0); break;
    case SYS_pidfd_open: special(r, 1); break;
    case SYS_perf_event_open: special(r, 0); break;
    case SYS_io_uring_setup: special(r, 1); flag(F_IO_URING); break;
    case SYS_pidfd_getfd: received_one((int)r); break;
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
    case SYS_link: linked(AT_FDCWD, a, AT_FDCWD, b, 0); break;
    case SYS_linkat: linked(a, b, c, d, e); break;
    case SYS_symlink: log_paths(R_SYMLINK, -1, AT_FDCWD, 0, (const char *)a, (const char *)b); break;
    case SYS_symlinkat: log_paths(R_SYMLINK, -1, PAIR(0, b), 0, (const char *)a, (const char *)c); break;
    case SYS_unlink: name(R_UNLINK, AT_FDCWD, a, 0); break;
    case SYS_rmdir: name(R_UNLINK, AT_FDCWD, a, 1); break;
    case SYS_unlinkat: name(R_UNLINK, a, b, (c & AT_REMOVEDIR) != 0); break;
    case SYS_mkdir: name(R_MAKE, AT_FDCWD, a, 1); break;
    case SYS_mkdirat: name(R_MAKE, a, b, 1); break;
    case SYS_mknod: name(R_MAKE, AT_FDCWD, a, 0); break;
    case SYS_mknodat: name(R_MAKE, a, b, 0); break;
    case SYS_truncate: truncated(a); break;
    case SYS_chdir: directory_changed(a); break;
    case SYS_chroot: run_log->roots = 1; name(R_CHROOT, AT_FDCWD, a, 0); break;
    default: return 0;
    }
    return 1;
}

static void handle_opened(long fd, long flags)
{
    char path[4097];
    struct block *b = current_block();
    if (b && !b->quiet && fd_link((int)fd, path) > 0 && path[0] == '/') {
        opened(fd, AT_FDCWD, (long)path, flags, C_NO, 0);
        return;
    }
    flag(F_HANDLE);
}

static void other_mounts(void)
{
    run_log->roots = 1;
    flag(F_MOUNTS);
}

/* The log knows processes, no threads: one that goes its own way is not followed. */
static void unshared(long flags)
{
    struct block *b = current_block();
    if (b && b->threaded && (flags & (CLONE_FILES | CLONE_FS | CLONE_NEWNS)))
        flag(F_UNSHARED_THREAD);
    if (flags & CLONE_NEWNS)
        other_mounts();
    if ((flags & CLONE_NEWPID) && run_log)
        run_log->pid_namespaces = 1;
    log_values(R_UNSHARE, -1, 2, (flags & CLONE_FILES) != 0, (flags & (CLONE_FS | CLONE_NEWNS)) != 0, 0, 0);
}

/* What openat2 takes; open and openat silently leave out all else. Not O_PATH, with which they leave out most of this, too. */
#define OPEN_FLAGS (O_ACCMODE | O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_APPEND | O_NONBLOCK | O_SYNC | O_DSYNC | O_ASYNC | O_DIRECT \
                    | 0100000 /* O_LARGEFILE */ | O_DIRECTORY | O_NOFOLLOW | O_NOATIME | O_CLOEXEC)

/* How many opens go without the attempt, and how many did last time: the paths of a program tend to have links all or not at all. */
static uint32_t attempts_paused, attempts_pause;

static int may_attempt(void)
{
    uint32_t left = __atomic_load_n(&attempts_paused, __ATOMIC_RELAXED);
    if (left)
        __atomic_store_n(&attempts_paused, left - 1, __ATOMIC_RELAXED);
    return !left;
}

static void attempted(int found_link)
{
    uint32_t pause = __atomic_load_n(&attempts_pause, __ATOMIC_RELAXED);
    if (!found_link && !pause)
        return;
    pause = found_link ? (pause * 2 + 1) & 63 : pause / 2;
    __atomic_store_n(&attempts_pause, pause, __ATOMIC_RELAXED);
    __atomic_store_n(&attempts_paused, found_link ? pause : 0, __ATOMIC_RELAXED);
}

/*
 * Opens, if no link is on the way, as open would: so whether the path ends in one needs no call of its own. *no_link says whether it
 * has worked; if not, and the result is not what open would give, it is -ELOOP. A filter may know open and not openat2, and kill.
 */
static long open_without_links(long dirfd, long path, long flags, long mode, int *no_link)
{
    const struct block *own = current_block();
    flags = (int)flags & 0xffffffffL;
    if (!own || own->quiet || own->filtered || run_log->roots || (flags & (O_PATH | O_NOFOLLOW | (O_TMPFILE & ~O_DIRECTORY)))
        || ((flags & O_CREAT) && (flags & O_EXCL)) || !may_attempt())
        return -ELOOP;
    struct open_how how = {
        .flags = (uint64_t)(flags & OPEN_FLAGS),
        .mode = flags & O_CREAT ? (uint64_t)mode & 07777 : 0,
        .resolve = RESOLVE_NO_SYMLINKS,
    };
    long r = RAW4(SYS_openat2, dirfd, path, &how, sizeof how);
    *no_link = r >= 0;
    if (r >= 0 || r == -ELOOP)
        attempted(r == -ELOOP);
    return r == -ENOSYS || r == -EPERM || r == -EINVAL ? -ELOOP : r;
}

static __attribute__((noinline)) long open_call(long nr, long a, long b, long c, long d)
{
    int creation = will_create(nr, a, b, c), no_link = 0;
    const long made = O_CREAT | O_WRONLY | O_TRUNC; /* creat's flags */
    long r = nr == SYS_openat ? open_without_links(a, b, c, d, &no_link)
        : nr == SYS_open      ? open_without_links(AT_FDCWD, a, b, c, &no_link)
        : nr == SYS_creat     ? open_without_links(AT_FDCWD, a, made, b, &no_link)
                              : -ELOOP;
    if (r == -ELOOP)
        r = RAW4(nr, a, b, c, d);
    if (r < 0)
        return r;
    switch (nr) {
    case SYS_open: opened(r, AT_FDCWD, a, b, creation, no_link); break;
    case SYS_creat: opened(r, AT_FDCWD, a, made, creation, no_link); break;
    case SYS_openat: opened(r, a, b, c, creation, no_link); break;
    default: opened(r, a, b, (long)((const struct open_how *)c)->flags, creation, 0);
    }
    return r;
}

static void after(long nr, long r, long a, long b, long c, long d, long e)
{
    switch (nr) {
    case SYS_open_by_handle_at: handle_opened(r, c); return;
    case SYS_dup: copied_to(a, r, 0); return;
    case SYS_dup2: if (a != b) copied_to(a, r, 0); return;
    case SYS_dup3: copied_to(a, r, (c & O_CLOEXEC) != 0); return;
    case SYS_fcntl: controlled_descriptor(a, b, c, r); return;
    case SYS_ioctl: controlled(a, (unsigned long)b, c, r); return;
    case SYS_sendfile: copied(b, a, r, 1); return;
    case SYS_splice: copied(a, c, r, 0); return;
    case SYS_copy_file_range: copied(a, c, r, 1); return;
    case SYS_ftruncate: case SYS_fallocate: log_values(R_TRUNCATE_FD, (int)a, 0, 0, 0, 0, 0); return;
    case SYS_fchdir: log_values(R_FCHDIR, (int)a, 0, 0, 0, 0, 0); return;
    case SYS_unshare: unshared(a); return;
    case SYS_setns: run_log->pid_namespaces = 1; other_mounts(); return;
    case SYS_mount: case SYS_umount2: case SYS_pivot_root: case SYS_move_mount: case SYS_fsmount: other_mounts(); return;
    case SYS_open_tree: if (c & OPEN_TREE_CLONE) other_mounts(); return;
    case SYS_wait4: waited(r, (const int *)b); return;
    case SYS_waitid: waited_id((const siginfo_t *)c); return;
    case SYS_io_setup: flag(F_AIO); return;
    case SYS_ptrace: return;
    case SYS_seccomp:
        if (a == SECCOMP_SET_MODE_FILTER && (b & SECCOMP_FILTER_FLAG_NEW_LISTENER)) flag(F_SECCOMP); /* answers in the kernel's place */
        if (a == SECCOMP_SET_MODE_STRICT || a == SECCOMP_SET_MODE_FILTER) filtered();
        return;
    case SYS_prctl: if (a == PR_SET_SECCOMP) filtered(); return;
    default: if (!after_special(nr, r, a, b, c, d)) after_name(nr, a, b, c, d, e);
    }
}

static void flush_range(struct block *b, unsigned first, unsigned last)
{
    unsigned end = b ? b->max_fd : 0;
    for (unsigned fd = first; fd < end && fd <= last; fd++)
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
    struct block *own = current_block();
    unsigned first = 1, last = 0; /* descriptors whose use ends here */
    switch (nr) {
    case SYS_open: case SYS_creat: case SYS_openat: case SYS_openat2: return open_call(nr, a, b, c, d);
    case SYS_close: first = last = (unsigned)a; break;
    case SYS_dup2: if (a != b) first = last = (unsigned)b; break;
    case SYS_dup3: first = last = (unsigned)b; break;
    case SYS_exit_group: return exit_group(a);
    case SYS_execve: case SYS_execveat: return hook_exec(nr, a, b, c, d, e);
    case SYS_mlockall: a |= 4; break; /* MCL_ONFAULT: the sparse log must not be populated */
    case SYS_close_range:
        if ((c & CLOSE_RANGE_UNSHARE) && own && own->threaded)
            flag(F_UNSHARED_THREAD);
        if (!(c & CLOSE_RANGE_CLOEXEC))
            first = (unsigned)a, last = (unsigned)b;
        break;
    case SYS_mprotect:
        if ((c & PROT_WRITE) && own && own->shared_map)
            flag(F_MAPPING);
        break;
    default: break;
    }
    use_ends(own, first, last);
    if (nr == SYS_close)
        io_flush(own, (int)a, R_CLOSE);
    else
        flush_range(own, first, last);
    long r = raw6(nr, a, b, c, d, e, f);
    if (r < 0 && r > -4096) {
        for (unsigned fd = first; nr != SYS_close && fd <= last && fd < FDS; fd++)
            use_begins(fd); /* it goes on */
        return r;
    }
    if (nr == SYS_close_range)
        log_values(R_CLOSE_RANGE, (int)a, 2, b, c, 0, 0);
    else if (nr != SYS_close)
        after(nr, r, a, b, c, d, e);
    return r;
}

long hook_call(long nr, long a, long b, long c, long d, long e, long f)
{
    long r;
    unsigned turn;
    switch (nr) {
    case SYS_read: case SYS_pread64: case SYS_readv: case SYS_preadv: case SYS_preadv2:
        turn = turn_of(a);
        r = raw6(nr, a, b, c, d, e, f);
        moved(a, 0, r, turn);
        return r;
    case SYS_write: case SYS_pwrite64: case SYS_writev: case SYS_pwritev: case SYS_pwritev2:
        turn = turn_of(a);
        r = raw6(nr, a, b, c, d, e, f);
        moved(a, 1, r, turn);
        return r;
    case SYS_mmap:
        r = raw6(nr, a, b, c, d, e, f);
        if (!(d & MAP_ANONYMOUS) && (int)e >= 0 && !(r < 0 && r > -4096)) {
            mapped(c, d, e);
            if ((c & PROT_EXEC) && (c & PROT_READ))
                raw_calls_check_mapped((const uint8_t *)r, (uint64_t)b, e, (uint64_t)f);
        }
        return r;
    case SYS_ioctl:
        r = raw6(nr, a, b, c, d, e, f);
        if (r >= 0 && logged_control(b))
            controlled(a, (unsigned long)b, c, r);
        return r;
    default:
        return other_call(nr, a, b, c, d, e, f);
    }
}
