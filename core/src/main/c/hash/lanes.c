#include "lanes.h"
#include "memory.h"
#include "stream.h"
#include <errno.h>
#include <string.h>

#define LANES_MAX 16

struct lane {
    struct rh_job *job;            /* null: idle */
    struct file file;
    int64_t at;
    uint8_t *buffer;
    const uint8_t *p;              /* blocks not hashed yet */
    size_t blocks, rest;           /* rest: bytes of the last, partial block, behind them */
    int ended;                     /* the file has no more; 2: its padding is in `tail` too */
    uint8_t tail[256];
};

struct engine {
    struct worker *worker;
    const struct lanes *kernel;
    uint32_t algorithm;
    size_t block, piece;
    int io, width;
    struct lane lane[LANES_MAX];
    union {                        /* word w of lane l at [w * count + l] */
        uint32_t w32[8 * LANES_MAX];
        uint64_t w64[8 * LANES_MAX];
    } state;
};

const struct lanes *lanes_of(const struct ops *ops, uint32_t algorithm) {
    static const struct lanes one = {1, 1, 0};
    if (algorithm == ALG_MD5) return &ops->md5_lanes;
    if (algorithm == ALG_SHA256) return &ops->sha256_lanes;
    return algorithm == ALG_SHA512 ? &ops->sha512_lanes : &one;
}

static void get_words(const struct engine *e, int lane, uint32_t *w32, uint64_t *w64) {
    for (int i = 0; i < 8; i++) {
        w32[i] = e->state.w32[i * e->kernel->count + lane];
        w64[i] = e->state.w64[i * e->kernel->count + lane];
    }
}

static void put32(struct engine *e, int lane, const uint32_t *words, int n) {
    for (int i = 0; i < n; i++) e->state.w32[i * e->kernel->count + lane] = words[i];
}

static void put64(struct engine *e, int lane, const uint64_t *words) {
    for (int i = 0; i < 8; i++) e->state.w64[i * e->kernel->count + lane] = words[i];
}

static void reset(struct engine *e, int lane) {
    if (e->algorithm == ALG_MD5) put32(e, lane, md5_iv, 4);
    else if (e->algorithm == ALG_SHA256) put32(e, lane, sha256_iv, 8);
    else put64(e, lane, sha512_iv);
}

static void put_digest(const struct engine *e, int lane, struct rh_job *job) {
    uint32_t w32[8];
    uint64_t w64[8];
    get_words(e, lane, w32, w64);
    if (e->algorithm == ALG_MD5) put_md5(job->digests + SLOT_MD5 * SLOT_SIZE, w32);
    else if (e->algorithm == ALG_SHA256) put_sha256(job->digests + SLOT_SHA256 * SLOT_SIZE, w32);
    else put_sha512(job->digests + SLOT_SHA512 * SLOT_SIZE, w64);
}

/* One stream alone, when too few are left for the lanes to pay. */
static void run_alone(struct engine *e, int lane) {
    struct lane *l = &e->lane[lane];
    uint32_t w32[8];
    uint64_t w64[8];
    get_words(e, lane, w32, w64);
    if (e->algorithm == ALG_MD5) md5_blocks(w32, l->p, l->blocks);
    else if (e->algorithm == ALG_SHA256) e->worker->ops->sha256(w32, l->p, l->blocks);
    else e->worker->ops->sha512(w64, l->p, l->blocks);
    if (e->algorithm == ALG_SHA512) put64(e, lane, w64);
    else put32(e, lane, w32, e->algorithm == ALG_MD5 ? 4 : 8);
    l->p += l->blocks * e->block;
    l->blocks = 0;
}

static int read_piece(struct engine *e, struct lane *l) {
    int64_t size = l->file.before.st_size;
    size_t n = size != 0 && size - l->at < (int64_t) e->piece ? (size_t) (size - l->at) : e->piece;
    if (cancelled(e->worker->control)) return fail(l->job, RH_CANCELLED, 0);
    ssize_t got = n == 0 ? 0 : file_read(&l->file, l->buffer, n, l->at);
    if (got < 0) return fail(l->job, RH_READ_ERROR, errno);
    l->at += got;
    l->ended = got < (ssize_t) e->piece;
    l->p = l->buffer;
    l->blocks = (size_t) got / e->block;
    l->rest = (size_t) got % e->block;
    progressed(e->worker, got);
    return 0;
}

static void pad(struct engine *e, struct lane *l) {
    memcpy(l->tail, l->p, l->rest);
    uint64_t total = (uint64_t) l->at;
    l->blocks = e->block == 128 ? pad128(l->tail, l->rest, total)
            : pad64(l->tail, l->rest, total, e->algorithm == ALG_SHA256);
    l->p = l->tail;
    l->ended = 2;
}

/* Gives a lane blocks: of its file, of the file's end, or 0 if the file is done or failed. */
static int refill(struct engine *e, int lane) {
    struct lane *l = &e->lane[lane];
    while (l->blocks == 0) {
        if (l->ended == 2) {
            put_digest(e, lane, l->job);
            return 0;
        }
        if (l->ended == 1) pad(e, l);
        else if (read_piece(e, l) != 0) return 0;
    }
    return 1;
}

static int open_next(struct engine *e, int lane, next_job *next, void (*done)(void *, struct rh_job *), void *source) {
    struct lane *l = &e->lane[lane];
    struct rh_job *job;
    while ((job = next(source)) != 0) {
        int opened = !cancelled(e->worker->control) ? file_open(&l->file, job, e->io)
                : fail(job, RH_CANCELLED, 0);
        if (opened == 0) {
            l->job = job;
            l->at = 0;
            l->blocks = 0;
            l->ended = 0;
            note_io(job, RH_LANES);
            reset(e, lane);
            return 1;
        }
        done(source, job);
    }
    return 0;
}

/* All active lanes advance by as many blocks as the one with the fewest has; idle ones repeat an active one's input. */
static void run(struct engine *e, int active) {
    const uint8_t *p[LANES_MAX];
    size_t n = SIZE_MAX;
    int any = 0;
    for (int i = 0; i < e->width; i++) {
        if (e->lane[i].job == 0) continue;
        any = i;
        if (e->lane[i].blocks < n) n = e->lane[i].blocks;
        if (active < e->kernel->worthwhile) run_alone(e, i);
    }
    if (active < e->kernel->worthwhile) return;
    for (int i = 0; i < e->kernel->count; i++) {
        p[i] = e->lane[i < e->width && e->lane[i].job != 0 ? i : any].p;
    }
    e->kernel->run(&e->state, p, n);
    for (int i = 0; i < e->width; i++) {
        if (e->lane[i].job == 0) continue;
        e->lane[i].p += n * e->block;
        e->lane[i].blocks -= n;
    }
}

/* Fills the idle lanes with files and the empty ones with blocks; returns how many are active. */
static int supply(struct engine *e, int *more, next_job *next, void (*done)(void *, struct rh_job *), void *source) {
    int active = 0;
    for (int i = 0; i < e->width; i++) {
        struct lane *l = &e->lane[i];
        for (;;) {
            if (l->job == 0 && *more) *more = open_next(e, i, next, done, source);
            if (l->job == 0) break;
            uint8_t *buffers = worker_buffer(e->worker, l->job);
            l->buffer = buffers + (size_t) i * e->piece;
            if (buffers != 0 && refill(e, i)) break;
            file_close(&l->file, l->job, l->at);
            done(source, l->job);
            l->job = 0;
        }
        active += l->job != 0;
    }
    return active;
}

void lanes_hash(struct worker *w, uint32_t algorithm, int io, int width, next_job *next,
                void (*done)(void *source, struct rh_job *job), void *source) {
    struct engine e;
    memset(&e, 0, sizeof e);
    e.worker = w;
    e.kernel = lanes_of(w->ops, algorithm);
    e.algorithm = algorithm;
    e.block = algorithm == ALG_SHA512 ? 128 : 64;
    e.io = io == RH_DIRECT ? RH_DIRECT : RH_READ;
    e.width = width < e.kernel->count ? width : e.kernel->count;
    e.piece = READ_SIZE / (size_t) e.kernel->count;
    int more = 1, active;
    while ((active = supply(&e, &more, next, done, source)) > 0) run(&e, active);
}
