/* Paths as the traced process means them and as the kernel knows them. */
#define _GNU_SOURCE
#include "ptrace.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define DELETED " (deleted)"

int read_memory(pid_t tid, uint64_t address, void *to, size_t size) {
    struct iovec local = { to, size }, remote = { (void *)(uintptr_t)address, size };
    return process_vm_readv(tid, &local, 1, &remote, 1, 0) == (ssize_t)size;
}

/* Never across a page that may not be there. */
int read_string(pid_t tid, uint64_t address, char *to, size_t size) {
    for (size_t done = 0; done < size;) {
        size_t part = 4096 - (size_t)((address + done) & 4095);
        if (part > size - done) part = size - done;
        if (part > 256 && done == 0) part = 256;
        struct iovec local = { to + done, part }, remote = { (void *)(uintptr_t)(address + done), part };
        ssize_t got = process_vm_readv(tid, &local, 1, &remote, 1, 0);
        if (got <= 0) return 0;
        if (memchr(to + done, 0, (size_t)got)) return 1;
        done += (size_t)got;
    }
    return 0;
}

int link_of(const char *link, char *to) {
    ssize_t length = readlink(link, to, PATH_MAX - 1);
    if (length < 0) return 0;
    to[length] = 0;
    return 1;
}

static int is_unnamed(const char *path) {
    const char *name = strrchr(path, '/');
    if (!name || name[1] != '#') return 0;
    name += 2;
    size_t digits = strspn(name, "0123456789");
    return digits > 0 && strcmp(name + digits, DELETED) == 0;
}

int fd_path(pid_t tid, int fd, char *to) {
    char link[64];
    struct stat s;
    snprintf(link, sizeof link, "/proc/%d/fd/%d", tid, fd);
    if (!link_of(link, to)) return 0;
    if (to[0] != '/') return -1;
    size_t length = strlen(to), suffix = sizeof DELETED - 1;
    if (length <= suffix || strcmp(to + length - suffix, DELETED) != 0) return 1;
    if (strncmp(to, "/memfd:", 7) == 0 || strncmp(to, "/SYSV", 5) == 0) return -1;
    if (is_unnamed(to)) return 2;
    /* A file may really be called so. */
    if (stat(link, &s) == 0 && s.st_nlink > 0) {
        char resolved[PATH_MAX];
        struct stat named;
        strcpy(resolved, to);
        if (stat(resolved, &named) == 0 && named.st_ino == s.st_ino && named.st_dev == s.st_dev) return 1;
    }
    to[length - suffix] = 0;
    return 1;
}

static int join(const char *directory, const char *name, char *to) {
    const char *slash = strcmp(directory, "/") == 0 ? "" : "/";
    return snprintf(to, PATH_MAX, "%s%s%s", directory, slash, name) < PATH_MAX;
}

/* /proc/self is somebody else for us. */
static const char *own_proc(const struct thread *t, const char *path, char *room) {
    if (strncmp(path, "/proc/self/", 11) == 0) snprintf(room, PATH_MAX, "/proc/%d/%s", t->process->pid, path + 11);
    else if (strncmp(path, "/proc/thread-self/", 18) == 0)
        snprintf(room, PATH_MAX, "/proc/%d/task/%d/%s", t->process->pid, t->tid, path + 18);
    else return path;
    return room;
}

int absolute_path(const struct thread *t, int dirfd, const char *path, char *to) {
    char link[64], base[PATH_MAX];
    if (path[0] == '/') {
        if (!roots_differ) return snprintf(to, PATH_MAX, "%s", path) < PATH_MAX;
        snprintf(link, sizeof link, "/proc/%d/root", t->tid);
        return link_of(link, base) && join(strcmp(base, "/") == 0 ? "" : base, path + 1, to);
    }
    if (dirfd == AT_FDCWD) {
        snprintf(link, sizeof link, "/proc/%d/cwd", t->tid);
        if (!link_of(link, base)) return 0;
    } else if (fd_path(t->tid, dirfd, base) <= 0) {
        return 0;
    }
    return path[0] ? join(base, path, to) : snprintf(to, PATH_MAX, "%s", base) < PATH_MAX;
}

/* Opens what relative paths are relative to; *rest is what is left of the path. */
static int open_base(const struct thread *t, int dirfd, const char *path, const char **rest) {
    char link[64];
    *rest = path;
    if (path[0] == '/' && !roots_differ) return AT_FDCWD;
    if (path[0] == '/') {
        snprintf(link, sizeof link, "/proc/%d/root", t->tid);
        while (**rest == '/') ++*rest;
    } else if (dirfd == AT_FDCWD) {
        snprintf(link, sizeof link, "/proc/%d/cwd", t->tid);
    } else {
        snprintf(link, sizeof link, "/proc/%d/fd/%d", t->tid, dirfd);
    }
    return open(link, O_PATH | O_CLOEXEC);
}

static void close_base(int base) { if (base >= 0) close(base); }

int path_exists(const struct thread *t, int dirfd, const char *path) {
    char room[PATH_MAX];
    const char *rest;
    struct stat s;
    int base = open_base(t, dirfd, own_proc(t, path, room), &rest);
    int exists = fstatat(base, rest, &s, AT_EMPTY_PATH) == 0;
    close_base(base);
    return exists;
}

/* The directory as the kernel knows it, the last name as it was passed: what rename, unlink and their like act on. */
int parent_resolved(const struct thread *t, int dirfd, const char *path, char *to) {
    char copy[PATH_MAX], link[64], directory[PATH_MAX];
    const char *rest, *name;
    if (snprintf(copy, sizeof copy, "%s", path) >= (int)sizeof copy) return 0;
    for (size_t n = strlen(copy); n > 1 && copy[n - 1] == '/'; n--) copy[n - 1] = 0;
    char *slash = strrchr(copy, '/');
    name = path + (slash ? slash - copy + 1 : 0);
    char last[NAME_MAX + 2];
    size_t length = strcspn(name, "/");
    if (length > NAME_MAX) return 0;
    memcpy(last, name, length);
    last[length] = 0;
    if (slash) slash[slash == copy ? 1 : 0] = 0; else copy[0] = 0;
    int base = open_base(t, dirfd, copy[0] ? copy : ".", &rest);
    int fd = openat(base, *rest ? rest : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    close_base(base);
    if (fd < 0) return absolute_path(t, dirfd, path, to);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int found = link_of(link, directory) && directory[0] == '/' && join(directory, last, to);
    close(fd);
    return found;
}
