#include "reader.h"
#include "ahead.h"
#include "memory.h"
#include "stream.h"
#include "windows.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

uint8_t *worker_buffer(struct worker *w, struct rh_job *job) {
    if (w->buffer == 0) w->buffer = buffer_take();
    if (w->buffer == 0) fail(job, RH_NO_MEMORY, ENOMEM);
    return w->buffer;
}

static void update(void *stream, const uint8_t *p, size_t n) {
    stream_update(stream, p, n);
}

/* Files whose size is 0 are read to their end: those of /proc say 0. */
static int64_t read_on(struct worker *w, const struct file *f, struct rh_job *job, struct stream *s) {
    int64_t ahead = reads_ahead(f) ? read_ahead(w, f, job, update, s) : -2;
    if (ahead > -2) return ahead;
    uint8_t *buffer = worker_buffer(w, job);
    if (buffer == 0) return -1;
    int64_t size = f->before.st_size, at = 0;
    while (size == 0 || at < size) {
        size_t n = size == 0 || size - at > (int64_t) READ_SIZE ? READ_SIZE : (size_t) (size - at);
        if (cancelled(w->control)) return fail(job, RH_CANCELLED, 0);
        ssize_t got = file_read(f, buffer, n, at);
        if (got < 0) return fail(job, RH_READ_ERROR, errno);
        if (got == 0) break;
        stream_update(s, buffer, (size_t) got);
        at += got;
        progressed(w, got);
    }
    return at;
}

static int64_t map_on(struct worker *w, const struct file *f, struct rh_job *job, struct stream *s) {
    int64_t size = f->before.st_size, at = 0;
    while (at < size) {
        size_t n = size - at > (int64_t) MAP_WINDOW ? MAP_WINDOW : (size_t) (size - at);
        if (cancelled(w->control)) return fail(job, RH_CANCELLED, 0);
        if (window_run(w, f, job, n, at, update, s) != 0) return -1;
        at += (int64_t) n;
        progressed(w, (int64_t) n);
    }
    return at;
}

/* BLAKE3 of a file that one read brings in: no stream, no stack of subtrees. Returns 0 if it isn't that. */
static int64_t at_once(struct worker *w, const struct file *f, struct rh_job *job) {
    size_t size = (size_t) f->before.st_size;
    uint8_t *buffer = worker_buffer(w, job);
    if (buffer == 0) return -1;
    ssize_t got = file_read(f, buffer, size, 0);
    if (got < 0) return fail(job, RH_READ_ERROR, errno);
    b3_hash(w->ops->b3, buffer, (size_t) got, job->digests);
    progressed(w, got);
    return got;
}

static int64_t hash_stream(struct worker *w, const struct file *f, struct rh_job *job, uint32_t algorithms) {
    struct stream s;
    uint8_t digests[SLOTS * SLOT_SIZE] = {0};
    stream_init(&s, w->ops, algorithms);
    int64_t bytes = f->io == RH_MMAP ? map_on(w, f, job, &s) : read_on(w, f, job, &s);
    if (bytes < 0) return -1;
    stream_finish(&s, digests);
    for (int slot = 0; slot < SLOTS; slot++) {
        /* Other threads may be writing the slots of other algorithms. */
        if (algorithms & 1u << slot) memcpy(job->digests + slot * SLOT_SIZE, digests + slot * SLOT_SIZE, SLOT_SIZE);
    }
    return bytes;
}

int hash_whole(struct worker *w, struct rh_job *job, uint32_t algorithms, int io, int64_t limit) {
    struct file f;
    if (cancelled(w->control)) return fail(job, RH_CANCELLED, 0);
    if (file_open(&f, job, io) != 0) return -1;
    w->seen = f.before;
    int64_t size = f.before.st_size;
    if (limit >= 0 && size > limit) {
        close(f.fd);
        return 1;
    }
    int small = algorithms == ALG_BLAKE3 && f.io != RH_MMAP && size > 0 && size <= (int64_t) READ_SIZE;
    int64_t bytes = small ? at_once(w, &f, job) : hash_stream(w, &f, job, algorithms);
    return file_close(&f, job, bytes);
}
