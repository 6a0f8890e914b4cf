/* BLAKE3 of one piece of memory by several threads. */
#include "roarhash.h"
#include "ops.h"
#include "threads.h"
#include <pthread.h>
#include <stdlib.h>

#define PART_MIN ((int64_t) 64 << 10)
#define PART_MAX ((int64_t) 8 << 20)
#define THREADS_MAX 256

/* The input is cut into subtrees, which threads take in turn. */
struct shared_input {
    const struct b3_kernel *kernel;
    const uint8_t *in;
    int64_t size, part, next;      /* next: atomic */
    uint8_t *cvs;
};

static void *hash_parts(void *arg) {
    struct shared_input *s = arg;
    for (;;) {
        int64_t from = __atomic_fetch_add(&s->next, s->part, __ATOMIC_RELAXED);
        if (from >= s->size) return 0;
        int64_t n = s->size - from < s->part ? s->size - from : s->part;
        b3_subtree(s->kernel, s->in + from, (size_t) n, (uint64_t) from / B3_CHUNK, s->cvs + from / s->part * B3_CV);
    }
}

int32_t rh_memory(int32_t level, const void *in, int64_t n, int32_t threads, uint8_t *digest) {
    const struct ops *ops = ops_of(level);
    pthread_t ids[THREADS_MAX];
    struct shared_input s = {0};
    if (ops == 0) return -1;
    s.kernel = ops->b3;
    s.in = in;
    s.size = n;
    s.part = PART_MIN;
    if (threads > THREADS_MAX) threads = THREADS_MAX;
    while (threads > 1 && s.part < PART_MAX && s.part * 8 * threads <= n) s.part *= 2;
    int64_t count = (n + s.part - 1) / s.part;
    s.cvs = threads > 1 && count > 1 ? malloc((size_t) count * B3_CV) : 0;
    if (s.cvs == 0) {
        b3_hash(ops->b3, in, (size_t) n, digest);
        return 0;
    }
    int started = threads_start(ids, threads - 1, hash_parts, &s);
    hash_parts(&s);
    for (int i = 0; i < started; i++) pthread_join(ids[i], 0);
    b3_root(ops->b3, s.cvs, (size_t) count, digest);
    free(s.cvs);
    return 0;
}
