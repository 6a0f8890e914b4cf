/* Whole files on one thread. */
#ifndef ROARHASH_READER_H
#define ROARHASH_READER_H

#include "files.h"
#include "ops.h"

#define WINDOW_WAYS 3

/* Shared by the threads of one call. */
struct control {
    int64_t bytes;         /* atomic: hashed so far */
    int32_t cancelled;     /* atomic */
};

static inline int cancelled(const struct control *c) {
    return __atomic_load_n(&c->cancelled, __ATOMIC_RELAXED);
}

/* A thread: its functions and its read buffer (null until needed). */
struct worker {
    const struct ops *ops;
    struct control *control;
    uint8_t *buffer;
    int silent;            /* another thread counts the bytes of the file at hand */
    struct stat seen;      /* the file that hash_whole hashed last, as it was before */
    int tried[WINDOW_WAYS];            /* see windows.c: windows by each way, a few at most */
    int64_t fastest[WINDOW_WAYS];      /* ns for a whole window */
};

static inline void progressed(struct worker *w, int64_t bytes) {
    if (!w->silent) __atomic_fetch_add(&w->control->bytes, bytes, __ATOMIC_RELAXED);
}

/* The buffer; null, noted in the job, if there is no memory. */
uint8_t *worker_buffer(struct worker *w, struct rh_job *job);

/* Hashes a file into the job's slots. Larger than limit (>= 0): returns 1, and nothing is done. -1: noted in the job. */
int hash_whole(struct worker *w, struct rh_job *job, uint32_t algorithms, int io, int64_t limit);

#endif
