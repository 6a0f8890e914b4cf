/* Adds up reads and writes per descriptor.
 *
 * A read or write stops once, before it runs. What it gave is taken from the kernel's own accounting of the thread
 * (/proc/PID/task/TID/io: rchar and wchar, proc(5)) at the thread's next stop: every call that adds to those figures
 * stops, so the difference belongs to one call. That halves the stops that an exit stop per call would need. */
#define _GNU_SOURCE
#include "ptrace.h"
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FD (1 << 20)

static struct files *all;

struct files *files_new(void) {
    struct files *f = calloc(1, sizeof *f);
    f->users = 1;
    f->next = all;
    if (all) all->previous = f;
    all = f;
    return f;
}

static void flush_bucket(struct bucket *b, int fd) {
    if (b->read_bytes || b->write_bytes)
        log_args(R_IO, b->task, fd, b->read_calls, b->read_bytes, b->write_calls, b->write_bytes);
    b->read_calls = b->read_bytes = b->write_calls = b->write_bytes = 0;
}

void flush_fd(struct files *f, int fd) { if (fd >= 0 && fd < f->size) flush_bucket(&f->bucket[fd], fd); }

void flush_files(struct files *f) { for (int fd = 0; fd < f->size; fd++) flush_bucket(&f->bucket[fd], fd); }

void flush_all(void) { for (struct files *f = all; f; f = f->next) flush_files(f); }

void files_drop(struct files *f) {
    if (--f->users > 0) return;
    flush_files(f);
    if (f->previous) f->previous->next = f->next; else all = f->next;
    if (f->next) f->next->previous = f->previous;
    free(f->bucket);
    free(f);
}

static struct bucket *bucket(struct files *f, int fd) {
    if (fd < 0 || fd >= MAX_FD) return NULL;
    if (fd >= f->size) {
        int size = f->size ? f->size : 16;
        while (size <= fd) size *= 2;
        f->bucket = realloc(f->bucket, (size_t)size * sizeof *f->bucket);
        memset(f->bucket + f->size, 0, (size_t)(size - f->size) * sizeof *f->bucket);
        f->size = size;
    }
    return &f->bucket[fd];
}

static int fd_info(pid_t tid, int fd, int64_t *position, int *flags) {
    char path[64], text[128];
    snprintf(path, sizeof path, "/proc/%d/fdinfo/%d", tid, fd);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t n = read(file, text, sizeof text - 1);
    close(file);
    if (n <= 0) return 0;
    text[n] = 0;
    long long pos;
    unsigned fl;
    if (sscanf(text, "pos:\t%lld\nflags:\t%o", &pos, &fl) != 2) return 0;
    *position = pos;
    *flags = (int)fl;
    return 1;
}

static int identify(struct thread *t, int fd) {
    char path[PATH_MAX];
    int64_t position;
    int flags = 0, kind = fd_path(t->tid, fd, path);
    if (kind == 0 || !fd_info(t->tid, fd, &position, &flags)) return 0;
    if (kind == 2) return 1;
    log_text(R_IDENTITY, task_of(t), fd, flags, 0, kind > 0 ? path : "", NULL);
    return 1;
}

/* The first use of a descriptor asks the kernel what it is: so inherited and received ones are known, too. */
struct bucket *use_fd(struct thread *t, int fd) {
    struct bucket *b = bucket(t->files, fd);
    if (!b && fd >= MAX_FD) flag_once(t, F_UNKNOWN_FD, "a descriptor beyond a million");
    if (!b) return NULL;
    if (b->task != task_of(t)) {
        flush_bucket(b, fd);
        b->task = task_of(t);
        b->known = 0;
    }
    if (!b->known) b->known = identify(t, fd);
    return b->known ? b : NULL;
}

void opened_fd(struct thread *t, int fd, int flags) {
    struct bucket *b = bucket(t->files, fd);
    if (!b) return;
    flush_bucket(b, fd);
    *b = (struct bucket){ .known = 1, .task = task_of(t) };
    if (mode == TRACE_FDPOS && (flags & O_APPEND)) {
        char link[64];
        struct stat s;
        snprintf(link, sizeof link, "/proc/%d/fd/%d", t->tid, fd);
        if (stat(link, &s) == 0) b->base = s.st_size;
    }
}

/* "rchar: N\nwchar: N\n…", proc(5). */
static int parse_io(const char *text, int64_t *rchar, int64_t *wchar) {
    char *end;
    if (strncmp(text, "rchar: ", 7) != 0) return 0;
    *rchar = strtoll(text + 7, &end, 10);
    if (strncmp(end, "\nwchar: ", 8) != 0) return 0;
    *wchar = strtoll(end + 8, NULL, 10);
    return 1;
}

/* Of the thread alone; false if there is no such accounting. */
static int accounted(struct thread *t, int64_t *rchar, int64_t *wchar) {
    char path[64], text[256];
    if (t->io_fd < 0) {
        snprintf(path, sizeof path, "/proc/%d/task/%d/io", t->process->pid, t->tid);
        t->io_fd = open(path, O_RDONLY | O_CLOEXEC);
    }
    ssize_t n = t->io_fd < 0 ? -1 : pread(t->io_fd, text, sizeof text - 1, 0);
    if (n <= 0) return 0;
    text[n] = 0;
    return parse_io(text, rchar, wchar);
}

/* The number in the log of a descriptor that was closed while this thread's call on it ran. */
static int orphan_fd(const struct thread *t) { return -1000 - t->tid; }

static void add(struct thread *t, int64_t bytes) {
    int64_t calls = t->pending_unit ? bytes : 1;
    if (t->orphaned) {
        if (t->pending_write) log_args(R_IO, task_of(t), orphan_fd(t), 0, 0, calls, bytes);
        else log_args(R_IO, task_of(t), orphan_fd(t), calls, bytes, 0, 0);
        return;
    }
    struct bucket *b = bucket(t->files, t->pending_fd);
    if (b->task != task_of(t)) flush_bucket(b, t->pending_fd);
    b->task = task_of(t);
    if (t->pending_write) { b->write_calls += calls; b->write_bytes += bytes; }
    else { b->read_calls += calls; b->read_bytes += bytes; }
}

/* What the pending call has given; it may still run and then gives nothing before its end. */
static void take(struct thread *t) {
    int64_t rchar, wchar;
    if (!accounted(t, &rchar, &wchar)) {
        log_lost(t->tid, "unsettled_io", 1);
        return;
    }
    int64_t bytes = t->pending_write ? wchar - t->wchar : rchar - t->rchar;
    t->rchar = rchar;
    t->wchar = wchar;
    if (bytes > 0) add(t, bytes);
}

void settle(struct thread *t) {
    if (t->pending_fd < 0) return;
    take(t);
    if (t->orphaned) log_args(R_CLOSE, task_of(t), orphan_fd(t), 0, 0, 0, 0);
    t->orphaned = 0;
    t->pending_fd = -1;
}

static int take_if_pending(struct thread *t, void *unused) {
    (void)unused;
    if (t->process && t->pending_fd >= 0) take(t);
    return 0;
}

void take_all(void) { any_thread(take_if_pending, NULL); }

/* Calls of one byte each give as many bytes as there were that gave any: so a run of them needs to be asked for only once. */
static int continues(struct thread *t, int fd, int writes, int unit) {
    if (!unit || !t->pending_unit || t->pending_fd != fd || t->pending_write != writes || t->orphaned) return 0;
    const struct bucket *b = bucket(t->files, fd);
    return b->known && b->task == task_of(t);
}

void expect_io(struct thread *t, int fd, int writes, int unit) {
    int fresh = t->pending_fd >= 0;
    if (fresh && continues(t, fd, writes, unit)) return;
    settle(t);
    if (!use_fd(t, fd)) return;
    if (!fresh && !accounted(t, &t->rchar, &t->wchar)) {
        log_lost(t->tid, "unsettled_io", 1);
        return;
    }
    t->pending_fd = fd;
    t->pending_write = writes;
    t->pending_unit = unit;
}

struct same_fd { struct thread *self; uint32_t first, last; };

/* Its call may still run: it goes on under a number of its own. */
static int orphan_if_same(struct thread *other, void *with) {
    struct same_fd *s = with;
    uint32_t fd = (uint32_t)other->pending_fd;
    if (other == s->self || !other->process || other->files != s->self->files || other->pending_fd < 0 || other->orphaned
        || fd < s->first || fd > s->last) return 0;
    take(other);
    log_args(R_DUP, task_of(other), other->pending_fd, orphan_fd(other), 0, 0, 0);
    other->orphaned = 1;
    return 0;
}

static void sample(struct thread *t, int fd) {
    int64_t position;
    int flags;
    if (!fd_info(t->tid, fd, &position, &flags)) return;
    struct bucket *b = bucket(t->files, fd);
    if (!b || position == b->base) return;
    int64_t bytes = position - b->base;
    b->base = position;
    if (bytes <= 0 || !use_fd(t, fd)) return;
    int access = flags & O_ACCMODE;
    if (access != O_WRONLY) b->read_bytes += bytes;
    if (access != O_RDONLY) b->write_bytes += bytes;
}

void sample_positions(struct thread *t) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fdinfo", t->tid);
    DIR *directory = opendir(path);
    if (!directory) return;
    for (struct dirent *e; (e = readdir(directory));)
        if (e->d_name[0] != '.') sample(t, atoi(e->d_name));
    closedir(directory);
}

void forget_fd(struct thread *t, int fd) {
    struct same_fd s = { t, (uint32_t)fd, (uint32_t)fd };
    if (t->files->users > 1) any_thread(orphan_if_same, &s);
    if (mode == TRACE_FDPOS) sample(t, fd);
    if (fd < 0 || fd >= t->files->size) return;
    flush_fd(t->files, fd);
    t->files->bucket[fd] = (struct bucket){ 0 };
}

void forget_range(struct thread *t, uint32_t first, uint32_t last) {
    struct same_fd s = { t, first, last };
    any_thread(orphan_if_same, &s);
    for (uint32_t fd = first; fd <= last && fd < (uint32_t)t->files->size; fd++) forget_fd(t, (int)fd);
}

/* The table becomes the process' own; what was known of it may be closed now. */
void files_exec(struct thread *t) {
    struct files *old = t->files, *own = files_new();
    flush_files(old);
    if (mode == TRACE_FDPOS) {
        bucket(own, old->size > 0 ? old->size - 1 : 0);
        for (int fd = 0; fd < old->size; fd++) own->bucket[fd].base = old->bucket[fd].base;
    }
    t->files = own;
    files_drop(old);
}
