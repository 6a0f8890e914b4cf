#define _GNU_SOURCE
#include "files.h"
#include "guard.h"
#include "memory.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22      /* Linux 5.14 */
#endif
#define PAGE ((size_t) 4096)
#define SAMPLES 64                 /* pages asked for their residency, spread over the file */
#define SAMPLES_ABSENT 3

int fail(struct rh_job *job, enum rh_error error, int sys) {
    int32_t none = RH_OK;
    if (__atomic_compare_exchange_n(&job->error, &none, (int32_t) error, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        job->sys = sys;
    }
    return -1;
}

void note_io(struct rh_job *job, int io) {
    __atomic_store_n(&job->io, (int32_t) io, __ATOMIC_RELAXED);
}

static enum rh_error kind_of(mode_t mode) {
    if (S_ISREG(mode)) return RH_OK;
    if (S_ISDIR(mode)) return RH_DIRECTORY;
    if (S_ISFIFO(mode)) return RH_FIFO;
    if (S_ISCHR(mode) || S_ISBLK(mode)) return RH_DEVICE;
    return RH_SPECIAL;
}

static int open_failed(struct rh_job *job, int error) {
    struct stat s;
    if (error == ENOENT || error == ENOTDIR) return fail(job, RH_NOT_FOUND, error);
    if (error == EACCES || error == EPERM) return fail(job, RH_UNREADABLE, error);
    if (stat(job->path, &s) == 0 && kind_of(s.st_mode) != RH_OK) return fail(job, kind_of(s.st_mode), error);
    return fail(job, RH_READ_ERROR, error);
}

/* Whether (nearly) all of a file is in the page cache, by a sample of its pages. */
static int resident(int fd, size_t size) {
    uint8_t *p = mmap(0, size, PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED) return 0;
    size_t pages = (size + PAGE - 1) / PAGE;
    int absent = 0;
    for (size_t i = 0; i < SAMPLES && absent <= SAMPLES_ABSENT; i++) {
        unsigned char in_core = 0;
        size_t page = (size_t) ((__uint128_t) (pages - 1) * i / (SAMPLES - 1));
        if (mincore(p + page * PAGE, PAGE, &in_core) != 0) absent = SAMPLES;
        absent += !(in_core & 1);
    }
    munmap(p, size);
    return absent <= SAMPLES_ABSENT;
}

static int choose_io(int fd, const struct stat *s, int wanted) {
    if (wanted == RH_DIRECT || wanted == RH_READ) return wanted;
    if (s->st_size == 0) return RH_READ;       /* nothing to map; files of /proc have content all the same */
    if (wanted == RH_MMAP) return RH_MMAP;
    return s->st_size > MAP_FROM && resident(fd, (size_t) s->st_size) ? RH_MMAP : RH_READ;
}

int file_open(struct file *f, struct rh_job *job, int io) {
    int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (io == RH_DIRECT ? O_DIRECT : 0);
    f->fd = open(job->path, flags);
    if (f->fd < 0 && errno == EINVAL && io == RH_DIRECT) return fail(job, RH_NO_SUCH_IO, errno);
    if (f->fd < 0) return open_failed(job, errno);
    if (fstat(f->fd, &f->before) != 0) {
        fail(job, RH_READ_ERROR, errno);
    } else if (kind_of(f->before.st_mode) != RH_OK) {
        fail(job, kind_of(f->before.st_mode), 0);
    } else {
        f->io = choose_io(f->fd, &f->before, io);
        f->free = io == RH_AUTO && f->io == RH_MMAP;
        f->cold = io == RH_AUTO && f->io == RH_READ && f->before.st_size > MAP_FROM;
        note_io(job, f->io);
        return 0;
    }
    close(f->fd);
    return -1;
}

static int same_time(struct timespec a, struct timespec b) {
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static void compare(const struct file *f, struct rh_job *job, int64_t bytes) {
    struct stat now;
    if (fstat(f->fd, &now) != 0) {
        fail(job, RH_READ_ERROR, errno);
        return;
    }
    __atomic_store_n(&job->detail, (int64_t) now.st_size, __ATOMIC_RELAXED);
    /* Files that the kernel makes up (/proc, /sys) say 0 or one page and hold what they hold. */
    int shorter = now.st_size < f->before.st_size || (bytes < f->before.st_size && f->before.st_size > (off_t) PAGE);
    if (f->before.st_nlink > 0 && now.st_nlink == 0) fail(job, RH_VANISHED, 0);
    else if (shorter) fail(job, RH_SHRANK, 0);
    else if (now.st_size > f->before.st_size) fail(job, RH_GREW, 0);
    else if (!same_time(now.st_mtim, f->before.st_mtim) || !same_time(now.st_ctim, f->before.st_ctim)) {
        fail(job, RH_CHANGED, 0);
    }
}

int file_close(struct file *f, struct rh_job *job, int64_t bytes) {
    if (__atomic_load_n(&job->error, __ATOMIC_ACQUIRE) == RH_OK) compare(f, job, bytes);
    close(f->fd);
    if (__atomic_load_n(&job->error, __ATOMIC_ACQUIRE) != RH_OK) return -1;
    __atomic_store_n(&job->size, bytes, __ATOMIC_RELAXED);
    return 0;
}

ssize_t file_read(const struct file *f, uint8_t *buffer, size_t n, int64_t offset) {
    size_t done = 0;
    while (done < n) {
        size_t wanted = n - done;
        if (f->io == RH_DIRECT) wanted = (wanted + PAGE - 1) / PAGE * PAGE;
        ssize_t got = pread(f->fd, buffer + done, wanted, offset + (int64_t) done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        done += (size_t) got;
        if (f->io == RH_DIRECT && done % 512 != 0) break;      /* only the end of a file is that short */
    }
    return (ssize_t) (done < n ? done : n);
}

int file_shrank(const struct file *f, struct rh_job *job) {
    struct stat now;
    if (fstat(f->fd, &now) == 0) __atomic_store_n(&job->detail, (int64_t) now.st_size, __ATOMIC_RELAXED);
    return fail(job, RH_SHRANK, 0);
}

struct use {
    use_bytes *f;
    void *arg;
    const uint8_t *p;
    size_t n;
};

static void run_use(void *arg) {
    struct use *u = arg;
    u->f(u->arg, u->p, u->n);
}

static int map_failed(const struct file *f, struct rh_job *job, int64_t end, int error) {
    struct stat now;
    if (fstat(f->fd, &now) == 0 && now.st_size < end) return file_shrank(f, job);
    return fail(job, RH_READ_ERROR, error);
}

int file_mapped(const struct file *f, struct rh_job *job, size_t n, int64_t offset, int populate, use_bytes *use, void *arg) {
    void *p = mmap(0, n, PROT_READ, MAP_SHARED, f->fd, offset);
    if (p == MAP_FAILED) return 1;
    int result = 0;
    if (!populate) {
        madvise(p, n, MADV_SEQUENTIAL);
    } else if (madvise(p, n, MADV_POPULATE_READ) != 0) {
        if (errno == EFAULT) result = map_failed(f, job, offset + (int64_t) n, EIO);
        else madvise(p, n, MADV_SEQUENTIAL);
    }
    if (result == 0) {
        struct use u = {use, arg, p, n};
        int outcome = guarded(p, n, run_use, &u);
        if (outcome == GUARD_FAULT) result = map_failed(f, job, offset + (int64_t) n, EIO);
        if (outcome == GUARD_NOT_INSTALLED) result = 1;
    }
    munmap(p, n);
    return result;
}
