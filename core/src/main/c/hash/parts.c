#include "parts.h"
#include "memory.h"
#include "windows.h"
#include <stdlib.h>
#include <unistd.h>

#define PART_MIN ((int64_t) 256 << 10)
#define PART_MAX ((int64_t) 8 << 20)
#define PARTS_MAX 65536            /* bounds the chaining values to 2 MiB; files over 512 GiB get larger parts */

static int64_t part_size(int64_t size, int threads) {
    int64_t wanted = size / (4 * threads), part = PART_MIN;
    while (part * 2 <= wanted && part < PART_MAX) part *= 2;
    while ((size + part - 1) / part > PARTS_MAX) part *= 2;
    return part;
}

int parts_open(struct parts *p, struct rh_job *job, int io, int threads) {
    if (file_open(&p->file, job, io) != 0) return -1;
    p->job = job;
    p->size = p->file.before.st_size;
    p->part = part_size(p->size, threads);
    p->count = p->left = (p->size + p->part - 1) / p->part;
    p->next = 0;
    p->cvs = p->count >= 2 && !p->file.cold ? malloc((size_t) p->count * B3_CV) : 0;
    if (p->cvs != 0) return 0;
    close(p->file.fd);
    return 1;
}

struct subtree {
    struct b3_state state;
    uint64_t first_chunk;
};

static void update(void *arg, const uint8_t *in, size_t n) {
    struct subtree *s = arg;
    b3_update_at(&s->state, s->first_chunk, in, n);
}

static void hash_part(struct worker *w, struct parts *p, int64_t index) {
    int64_t from = index * p->part, to = from + p->part < p->size ? from + p->part : p->size;
    size_t window = p->file.io == RH_MMAP ? MAP_WINDOW : READ_SIZE;
    struct subtree s;
    s.first_chunk = (uint64_t) from / B3_CHUNK;
    b3_init(&s.state, w->ops->b3);
    for (int64_t at = from; at < to; at += (int64_t) window) {
        size_t n = to - at < (int64_t) window ? (size_t) (to - at) : window;
        if (cancelled(w->control)) fail(p->job, RH_CANCELLED, 0);
        if (__atomic_load_n(&p->job->error, __ATOMIC_ACQUIRE) != RH_OK) return;
        if (window_run(w, &p->file, p->job, n, at, update, &s) != 0) return;
        progressed(w, (int64_t) n);
    }
    b3_finish_subtree(&s.state, s.first_chunk, p->cvs + index * B3_CV);
}

int parts_work(struct worker *w, struct parts *p) {
    for (;;) {
        int64_t index = __atomic_fetch_add(&p->next, 1, __ATOMIC_RELAXED);
        if (index >= p->count) return 0;
        hash_part(w, p, index);
        if (__atomic_sub_fetch(&p->left, 1, __ATOMIC_ACQ_REL) == 0) break;
    }
    if (__atomic_load_n(&p->job->error, __ATOMIC_ACQUIRE) == RH_OK) {
        b3_root(w->ops->b3, p->cvs, (size_t) p->count, p->job->digests);
    }
    file_close(&p->file, p->job, p->size);
    free(p->cvs);
    p->cvs = 0;
    return 1;
}
