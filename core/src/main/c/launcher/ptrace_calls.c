/* What each system call means. Entry stops note what is gone later, exit stops log what succeeded. */
#define _GNU_SOURCE
#include "ptrace.h"
#include <fcntl.h>
#include <limits.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <unistd.h>

#define AT_SYMLINK_FOLLOW_FLAG 0x400
#define CLOSE_RANGE_UNSHARE_FLAG 2
#define CLOSE_RANGE_CLOEXEC_FLAG 4

#define ARG(i) (t->call.arg[i])
#define FD(i) ((int)t->call.arg[i])

void flag_once(struct thread *t, enum flag_code code, const char *detail) {
    char text[96];
    if (t->process->flagged & (1u << code)) return;
    t->process->flagged |= 1u << code;
    snprintf(text, sizeof text, "%s of process %d", detail, t->process->pid);
    log_flag(t->process->pid, code, text);
}

/* --- opening --- */

struct open_call { int dirfd, flags; uint64_t path; };

static struct open_call open_call(const struct thread *t) {
    uint64_t how[3] = { 0 };
    switch (t->call.nr) {
#ifdef SYS_open
    case SYS_open: return (struct open_call){ AT_FDCWD, FD(1), ARG(0) };
    case SYS_creat: return (struct open_call){ AT_FDCWD, O_CREAT | O_WRONLY | O_TRUNC, ARG(0) };
#endif
    case SYS_openat2:
        read_memory(t->tid, ARG(2), how, 8);
        return (struct open_call){ FD(0), (int)how[0], ARG(1) };
    default: return (struct open_call){ FD(0), FD(2), ARG(1) };
    }
}

static int before_open(struct thread *t) {
    char path[PATH_MAX];
    struct open_call c = open_call(t);
    t->existed = 1;
    if ((c.flags & O_CREAT) && (c.flags & O_TMPFILE) != O_TMPFILE && read_string(t->tid, c.path, path, sizeof path))
        t->existed = path_exists(t, c.dirfd, path);
    return 1;
}

static void after_open(struct thread *t, int fd) {
    char path[PATH_MAX], absolute[PATH_MAX], resolved[PATH_MAX];
    struct open_call c = open_call(t);
    int by_handle = t->call.nr == SYS_open_by_handle_at;
    if (by_handle) c = (struct open_call){ AT_FDCWD, FD(2), 0 };
    int kind = fd_path(t->tid, fd, resolved);
    opened_fd(t, fd, c.flags);
    if (kind == -1) {
        log_text(R_IDENTITY, task_of(t), fd, c.flags, 0, "", NULL);
        return;
    }
    if (kind == 0) {
        forget_fd(t, fd);
        flag_once(t, F_UNKNOWN_PATH, "an opened file");
        return;
    }
    if (kind == 2) c.flags |= O_TMPFILE;
    if (by_handle || !read_string(t->tid, c.path, path, sizeof path) || !absolute_path(t, c.dirfd, path, absolute))
        strcpy(absolute, resolved);
    log_text(R_OPEN, t->tid, fd, c.flags, !t->existed, absolute, resolved);
}

/* --- names --- */

struct name { int dirfd; uint64_t path; };

static struct name first_name(const struct thread *t) {
    switch (t->call.nr) {
    case SYS_renameat2: case SYS_linkat: case SYS_unlinkat: case SYS_mkdirat: case SYS_mknodat:
#ifdef SYS_renameat
    case SYS_renameat:
#endif
        return (struct name){ FD(0), ARG(1) };
    case SYS_symlinkat: return (struct name){ FD(1), ARG(2) };
#ifdef SYS_open
    case SYS_symlink: return (struct name){ AT_FDCWD, ARG(1) };
#endif
    default: return (struct name){ AT_FDCWD, ARG(0) };
    }
}

static struct name second_name(const struct thread *t) {
#ifdef SYS_open
    if (t->call.nr == SYS_rename || t->call.nr == SYS_link) return (struct name){ AT_FDCWD, ARG(1) };
#endif
    return (struct name){ FD(2), ARG(3) };
}

static int resolve_name(struct thread *t, struct name n, char *to) {
    char path[PATH_MAX];
    if (read_string(t->tid, n.path, path, sizeof path) && parent_resolved(t, n.dirfd, path, to)) return 1;
    flag_once(t, F_UNKNOWN_PATH, "a renamed, linked or removed name");
    return 0;
}

static void after_rename(struct thread *t) {
    char from[PATH_MAX], to[PATH_MAX];
    int flags = t->call.nr == SYS_renameat2 ? FD(4) : 0;
    if (resolve_name(t, first_name(t), from) && resolve_name(t, second_name(t), to)) {
        take_all();
        flush_all();
        log_text(R_RENAME, t->tid, flags, 0, 0, from, to);
    }
}

/* The N of /proc/self/fd/N and its like, else -1. */
static int proc_fd(const struct thread *t, const char *path) {
    char own[48];
    const char *prefixes[] = { "/proc/self/fd/", "/proc/thread-self/fd/", "/dev/fd/", own };
    snprintf(own, sizeof own, "/proc/%d/fd/", t->process->pid);
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t n = strlen(prefixes[i]);
        if (strncmp(path, prefixes[i], n) == 0) return atoi(path + n);
    }
    return -1;
}

/* Where a path leads, its last name followed. */
static int followed(struct thread *t, int dirfd, const char *path, char *to) {
    char absolute[PATH_MAX], link[64];
    if (!absolute_path(t, dirfd, path, absolute)) return 0;
    int fd = open(absolute, O_PATH | O_CLOEXEC);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int found = fd >= 0 && link_of(link, to) && to[0] == '/';
    if (fd >= 0) close(fd);
    return found;
}

static void after_link(struct thread *t) {
    char path[PATH_MAX], from[PATH_MAX], to[PATH_MAX];
    struct name source = first_name(t);
    int flags = t->call.nr == SYS_linkat ? FD(4) : 0, fd = -1;
    if (!resolve_name(t, second_name(t), to) || !read_string(t->tid, source.path, path, sizeof path)) return;
    if (!path[0]) fd = source.dirfd;
    else if (flags & AT_SYMLINK_FOLLOW_FLAG) fd = proc_fd(t, path);
    if (fd < 0 && (flags & AT_SYMLINK_FOLLOW_FLAG) && followed(t, source.dirfd, path, from)) flags &= ~AT_SYMLINK_FOLLOW_FLAG;
    else if (fd < 0 && !resolve_name(t, source, from)) return;
    take_all();
    flush_all();
    log_text(R_LINK, t->tid, flags, fd, 0, fd < 0 ? from : "", to);
}

static void after_symlink(struct thread *t) {
    char target[PATH_MAX], path[PATH_MAX];
    if (read_string(t->tid, ARG(0), target, sizeof target) && resolve_name(t, first_name(t), path))
        log_text(R_SYMLINK, t->tid, 0, 0, 0, target, path);
}

static void after_one_name(struct thread *t, enum record_type type, int directory) {
    char path[PATH_MAX];
    if (resolve_name(t, first_name(t), path)) log_text(type, t->tid, directory, 0, 0, path, NULL);
}

static void after_truncate(struct thread *t) {
    char path[PATH_MAX], absolute[PATH_MAX], resolved[PATH_MAX];
    if (!read_string(t->tid, ARG(0), path, sizeof path) || !absolute_path(t, AT_FDCWD, path, absolute)) {
        flag_once(t, F_UNKNOWN_PATH, "a truncated file");
        return;
    }
    log_text(R_TRUNCATE, t->tid, 0, 0, 0, absolute, followed(t, AT_FDCWD, path, resolved) ? resolved : "");
}

/* --- descriptors --- */

static void after_mmap(struct thread *t) {
    int fd = FD(4), flags = FD(3);
    if (!use_fd(t, fd)) return;
    log_args(R_MMAP, task_of(t), fd, FD(2), flags, 0, 0);
    if ((flags & MAP_TYPE) != MAP_PRIVATE && !(FD(2) & PROT_WRITE)) t->process->shared_maps = 1;
}

/* A number that no descriptor has, for a file that is only mapped. */
#define MAPPED_FD (-7)

/* A file may really be called so. */
static void without_deleted(char *path) {
    static const char suffix[] = " (deleted)";
    size_t length = strlen(path);
    if (length < sizeof suffix || strcmp(path + length - sizeof suffix + 1, suffix) != 0) return;
    if (access(path, F_OK) != 0) path[length - sizeof suffix + 1] = 0;
}

/* Shared file mappings that became writable: from now on the file may be written without a call. */
static void after_mprotect(struct thread *t) {
    size_t length;
    uint64_t from = ARG(0), to = ARG(0) + ARG(1);
    char *maps = read_file(t->tid, "maps", &length), *line, *rest = maps;
    maps[length] = 0;
    while ((line = strsep(&rest, "\n"))) {
        unsigned long start, end;
        char rights[5];
        int path = 0;
        if (sscanf(line, "%lx-%lx %4s %*s %*s %*s %n", &start, &end, rights, &path) < 3 || !path) continue;
        if (end <= from || start >= to || rights[1] != 'w' || rights[3] != 's' || line[path] != '/') continue;
        without_deleted(line + path);
        if (strncmp(line + path, "/memfd:", 7) == 0 || strncmp(line + path, "/SYSV", 5) == 0) continue;
        log_text(R_IDENTITY, task_of(t), MAPPED_FD, O_RDWR, 0, line + path, NULL);
        log_args(R_MMAP, task_of(t), MAPPED_FD, PROT_WRITE, MAP_SHARED, 0, 0);
        log_args(R_CLOSE, task_of(t), MAPPED_FD, 0, 0, 0, 0);
    }
    free(maps);
}

static void after_copy(struct thread *t, int from, int to, int64_t bytes) {
    if (use_fd(t, from) && use_fd(t, to)) log_args(R_COPY, task_of(t), from, to, bytes, 0, 0);
}

/* From now on its names may lead elsewhere than the same names outside. */
static void other_mounts(struct thread *t) {
    roots_differ = 1;
    flag_once(t, F_UNKNOWN_PATH, "mount namespace");
}

static void after_unshare(struct thread *t) {
    if (ARG(0) & CLONE_NEWNS) other_mounts(t);
    if (!(ARG(0) & CLONE_FILES) || t->files->users == 1) return;
    files_exec(t);
    log_args(R_UNSHARE, t->tid, 1, 0, 0, 0, 0);
}

/* Numbers beyond are ours. */
static int last_fd(const struct thread *t) { return FD(1) < 0 ? INT_MAX : FD(1); }

static int before_close_range(struct thread *t) {
    int flags = FD(2);
    if (flags & CLOSE_RANGE_UNSHARE_FLAG) return 1;
    if (!(flags & CLOSE_RANGE_CLOEXEC_FLAG)) forget_range(t, (uint32_t)ARG(0), (uint32_t)ARG(1));
    log_args(R_CLOSE_RANGE, t->tid, FD(0), last_fd(t), flags, 0, 0);
    return 0;
}

static void after_close_range(struct thread *t) {
    files_exec(t);
    log_args(R_CLOSE_RANGE, t->tid, FD(0), last_fd(t), FD(2), 0, 0);
}

static void before_dup(struct thread *t) {
    if (FD(0) != FD(1)) forget_fd(t, FD(1));
}

static void after_dup(struct thread *t, int fd) {
    int flags = t->call.nr == SYS_dup3 ? FD(2) : 0;
    if (FD(0) != fd) log_args(R_DUP, t->tid, FD(0), fd, (flags & O_CLOEXEC) != 0, 0, 0);
}

/* --- processes --- */

static int before_exec(struct thread *t) {
    char path[PATH_MAX], absolute[PATH_MAX];
    int at = t->call.nr == SYS_execveat;
    free(t->exec_path);
    t->exec_path = NULL;
    if (read_string(t->tid, ARG(at ? 1 : 0), path, sizeof path) && absolute_path(t, at ? FD(0) : AT_FDCWD, path, absolute))
        t->exec_path = strdup(absolute);
    if (mode == TRACE_FDPOS) sample_positions(t);
    return 0;
}

/* A child that asks not to be traced would escape. */
static void clear_untraced(struct thread *t, int in_memory) {
    if (!(t->clone_flags & CLONE_UNTRACED)) return;
    uint64_t flags = t->clone_flags & ~(uint64_t)CLONE_UNTRACED;
    int done = 0;
    if (in_memory) {
        struct iovec local = { &flags, 8 }, remote = { (void *)(uintptr_t)ARG(0), 8 };
        done = process_vm_writev(t->tid, &local, 1, &remote, 1, 0) == 8;
    }
#ifdef __x86_64__
    struct user_regs_struct registers;
    if (!in_memory && ptrace(PTRACE_GETREGS, t->tid, 0, &registers) == 0) {
        registers.rdi = flags;
        done = ptrace(PTRACE_SETREGS, t->tid, 0, &registers) == 0;
    }
#endif
    if (!done) flag_once(t, F_UNTRACED, "a child");
}

static int before_clone(struct thread *t) {
    uint64_t flags = 0;
    if (t->call.nr == SYS_clone3) read_memory(t->tid, ARG(0), &flags, 8);
    else if (t->call.nr == SYS_clone) flags = ARG(0);
    t->clone_flags = flags;
    if (flags & CLONE_NEWNS) other_mounts(t);
    clear_untraced(t, t->call.nr == SYS_clone3);
    if (mode == TRACE_FDPOS && !(flags & CLONE_FILES)) sample_positions(t);
    return 0;
}

static int before_process_call(struct thread *t) {
    switch (t->call.nr) {
    case SYS_execve: case SYS_execveat: return before_exec(t);
    case SYS_clone: case SYS_clone3:
#ifdef SYS_fork
    case SYS_fork: case SYS_vfork:
#endif
        return before_clone(t);
    case SYS_seccomp:
        /* Filters only take calls away, and ours still stops what they allow; but a listener may act for the process. */
        if (ARG(0) == SECCOMP_SET_MODE_FILTER && (ARG(1) & SECCOMP_FILTER_FLAG_NEW_LISTENER))
            flag_once(t, F_SECCOMP, "a seccomp listener");
        return 0;
    case SYS_prctl: return 0;
    case SYS_ptrace: flag_once(t, F_PTRACE, "use of ptrace"); return 0;
    case SYS_io_uring_setup: flag_once(t, F_IO_URING, "use"); return 1;
    case SYS_io_submit: flag_once(t, F_AIO, "use"); return 0;
    case SYS_chroot: roots_differ = 1; return 0;
    case SYS_pivot_root: case SYS_setns: case SYS_open_tree: case SYS_fsmount: other_mounts(t); return 0;
    default: return 1;
    }
}

int on_data_call(struct thread *t) {
    switch (t->call.nr) {
    case SYS_read: case SYS_pread64: expect_io(t, FD(0), 0, ARG(2) == 1); return 1;
    case SYS_readv: case SYS_preadv: case SYS_preadv2: expect_io(t, FD(0), 0, 0); return 1;
    case SYS_write: case SYS_pwrite64: expect_io(t, FD(0), 1, ARG(2) == 1); return 1;
    case SYS_writev: case SYS_pwritev: case SYS_pwritev2: expect_io(t, FD(0), 1, 0); return 1;
    default: return 0;
    }
}

int on_entry(struct thread *t) {
    int fd = FD(0);
    if (on_data_call(t)) return 0;
    settle(t);
    switch (t->call.nr) {
    case SYS_close:
        forget_fd(t, fd);
        log_args(R_CLOSE, t->tid, fd, 0, 0, 0, 0);
        return 0;
    case SYS_close_range: return before_close_range(t);
#ifdef SYS_dup2
    case SYS_dup2:
#endif
    case SYS_dup3: before_dup(t); return 1;
#ifdef SYS_open
    case SYS_open: case SYS_creat:
#endif
    case SYS_openat: case SYS_openat2: return before_open(t);
    case SYS_open_by_handle_at: t->existed = 1; return 1;
    case SYS_mmap: return FD(4) >= 0;
    case SYS_mprotect: return t->process->shared_maps;
    case SYS_ioctl: case SYS_ftruncate: case SYS_fallocate: return 1;
    default: return before_process_call(t);
    }
}

static void on_copy(struct thread *t, int64_t result) {
    switch (t->call.nr) {
    case SYS_sendfile: after_copy(t, FD(1), FD(0), result); break;
    case SYS_splice: case SYS_copy_file_range: after_copy(t, FD(0), FD(2), result); break;
    default: break;
    }
}

static void on_name(struct thread *t) {
    switch (t->call.nr) {
    case SYS_renameat2:
#ifdef SYS_renameat
    case SYS_renameat:
#endif
#ifdef SYS_open
    case SYS_rename:
#endif
        after_rename(t); break;
#ifdef SYS_open
    case SYS_link:
#endif
    case SYS_linkat: after_link(t); break;
#ifdef SYS_open
    case SYS_symlink:
#endif
    case SYS_symlinkat: after_symlink(t); break;
    case SYS_unlinkat: after_one_name(t, R_UNLINK, (FD(2) & AT_REMOVEDIR) != 0); break;
    case SYS_mkdirat: after_one_name(t, R_MAKE, 1); break;
    case SYS_mknodat: after_one_name(t, R_MAKE, 0); break;
#ifdef SYS_open
    case SYS_unlink: after_one_name(t, R_UNLINK, 0); break;
    case SYS_rmdir: after_one_name(t, R_UNLINK, 1); break;
    case SYS_mkdir: after_one_name(t, R_MAKE, 1); break;
    case SYS_mknod: after_one_name(t, R_MAKE, 0); break;
#endif
    default: break;
    }
}

void on_exit_stop(struct thread *t, int64_t result) {
    if (result < 0 && t->call.nr != SYS_mmap) return;
    switch (t->call.nr) {
#ifdef SYS_open
    case SYS_open: case SYS_creat:
#endif
    case SYS_openat: case SYS_openat2: case SYS_open_by_handle_at: after_open(t, (int)result); break;
#ifdef SYS_dup2
    case SYS_dup2:
#endif
    case SYS_dup3: after_dup(t, (int)result); break;
    case SYS_mmap: if ((uint64_t)result < (uint64_t)-4095) after_mmap(t); break;
    case SYS_mprotect: after_mprotect(t); break;
    case SYS_truncate: after_truncate(t); break;
    case SYS_ftruncate: case SYS_fallocate:
        if (use_fd(t, FD(0))) log_args(R_TRUNCATE_FD, task_of(t), FD(0), 0, 0, 0, 0);
        break;
    case SYS_ioctl: {
        int source = FD(2);
        int64_t range[4];
        if ((uint32_t)ARG(1) == 0x4020940d) source = read_memory(t->tid, ARG(2), range, 32) ? (int)range[0] : -1;
        after_copy(t, source, FD(0), 0);
        break;
    }
    case SYS_unshare: after_unshare(t); break;
    case SYS_close_range: after_close_range(t); break;
    case SYS_sendfile: case SYS_splice: case SYS_copy_file_range: if (result > 0) on_copy(t, result); break;
    default: on_name(t); break;
    }
}
