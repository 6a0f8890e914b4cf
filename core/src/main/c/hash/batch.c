#define _GNU_SOURCE
#include "batch.h"
#include "lanes.h"
#include "memory.h"
#include "parts.h"
#include "stream.h"
#include "threads.h"
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define ALWAYS_CUT ((int64_t) 64 << 20)   /* files this large are cut among threads even if there are many */
#define GROUPS_MAX 3

/* A file, or some of its digests. */
struct task {
    struct rh_job *job;
    uint32_t algorithms;
    int64_t size;
    int cut;
};

struct batch {
    struct control control;
    const struct ops *ops;
    uint32_t algorithms;
    int io, threads, lanes_width;
    struct task *tasks;
    int count, next;               /* next: atomic */
    int groups;                    /* tasks for each file */
    struct stat *seen;             /* one for each file, if groups > 1; under lock */
    int cuts;                      /* the first tasks are files to be cut */
    int cut_at;                    /* under lock: the one being hashed */
    int *cut_opened;               /* under lock */
    struct parts *parts;
    pthread_mutex_t lock;
    pthread_cond_t idle;
    int running;
    int started;
    pthread_t ids[];
};

static void finished(void *batch, struct rh_job *job) {
    (void) batch;
    __atomic_sub_fetch(&job->pending, 1, __ATOMIC_ACQ_REL);
}

static struct task *next_task(struct batch *b) {
    int i = __atomic_fetch_add(&b->next, 1, __ATOMIC_RELAXED);
    return i < b->count ? &b->tasks[i] : 0;
}

static struct rh_job *next_file(void *batch) {
    struct task *t = next_task(batch);
    return t != 0 ? t->job : 0;
}

/* Digests of one file that two threads compute must be of the same content. */
static void same_file(struct batch *b, struct worker *w, struct task *t) {
    if (b->groups == 1) return;
    pthread_mutex_lock(&b->lock);
    struct stat *s = &b->seen[(t - b->tasks) / b->groups];
    if (s->st_nlink == 0) *s = w->seen;
    int same = s->st_ino == w->seen.st_ino && s->st_dev == w->seen.st_dev && s->st_size == w->seen.st_size
            && s->st_mtim.tv_sec == w->seen.st_mtim.tv_sec && s->st_mtim.tv_nsec == w->seen.st_mtim.tv_nsec;
    pthread_mutex_unlock(&b->lock);
    if (!same) fail(t->job, RH_CHANGED, 0);
}

static void run_task(struct batch *b, struct worker *w, struct task *t) {
    w->silent = b->groups > 1 && (t - b->tasks) % b->groups != 0;
    if (hash_whole(w, t->job, t->algorithms, b->io, -1) == 0) same_file(b, w, t);
    w->silent = 0;
    finished(b, t->job);
}

/* The file to be cut that is at hand; opens it if nobody has. Null if there is none left. */
static struct parts *parts_at(struct batch *b, struct worker *w, int *index) {
    for (;;) {
        pthread_mutex_lock(&b->lock);
        *index = b->cut_at;
        if (*index >= b->cuts) {
            pthread_mutex_unlock(&b->lock);
            return 0;
        }
        struct task *t = &b->tasks[*index];
        int opened = 0;
        if (!b->cut_opened[*index]) {
            b->cut_opened[*index] = 1;
            opened = parts_open(&b->parts[*index], t->job, b->io, b->threads);
            if (opened != 0) b->cut_at++;
        }
        pthread_mutex_unlock(&b->lock);
        if (opened == 0) return &b->parts[*index];
        if (opened > 0) run_task(b, w, t);
        else finished(b, t->job);
    }
}

static void run_cuts(struct batch *b, struct worker *w) {
    int index;
    struct parts *p;
    while ((p = parts_at(b, w, &index)) != 0) {
        if (parts_work(w, p)) finished(b, b->tasks[index].job);
        pthread_mutex_lock(&b->lock);
        if (b->cut_at == index) b->cut_at++;
        pthread_mutex_unlock(&b->lock);
    }
}

static void *work(void *batch) {
    struct batch *b = batch;
    struct worker w = {.ops = b->ops, .control = &b->control};
    run_cuts(b, &w);
    if (b->lanes_width > 1) {
        lanes_hash(&w, b->algorithms, b->io, b->lanes_width, next_file, finished, b);
    } else {
        for (struct task *t; (t = next_task(b)) != 0; ) run_task(b, &w, t);
    }
    buffer_give(w.buffer);
    pthread_mutex_lock(&b->lock);
    if (--b->running == 0) pthread_cond_broadcast(&b->idle);
    pthread_mutex_unlock(&b->lock);
    return 0;
}

static int by_size(const void *x, const void *y) {
    const struct task *a = x, *b = y;
    if (a->size != b->size) return a->size < b->size ? 1 : -1;
    if (a->job != b->job) return a->job < b->job ? -1 : 1;
    return a->algorithms < b->algorithms ? -1 : a->algorithms > b->algorithms;
}

/* Which digests of one file go to which thread, if there are threads to spare: SHA-512 costs as much as the others
 * together; MD5 and SHA-256 stay together where they are fused. */
static int split_digests(const struct ops *ops, uint32_t algorithms, int threads, uint32_t groups[GROUPS_MAX]) {
    int n = 0;
    uint32_t rest = algorithms;
    if (threads > n + 1 && (rest & ALG_SHA512) && rest != ALG_SHA512) {
        groups[n++] = ALG_SHA512;
        rest &= ~(uint32_t) ALG_SHA512;
    }
    if (threads > n + 1 && (rest & ALG_BLAKE3) && rest != ALG_BLAKE3) {
        groups[n++] = ALG_BLAKE3;
        rest &= ~(uint32_t) ALG_BLAKE3;
    } else if (threads > n + 1 && rest == (ALG_MD5 | ALG_SHA256) && ops->md5_sha256 == 0) {
        groups[n++] = ALG_MD5;
        rest = ALG_SHA256;
    }
    groups[n++] = rest;
    return n;
}

static void plan_cuts(struct batch *b) {
    int64_t left = 0;
    for (int i = 0; i < b->count; i++) left += b->tasks[i].size;
    for (int i = 0; i < b->count && b->algorithms == ALG_BLAKE3 && b->threads > 1; i++) {
        int64_t size = b->tasks[i].size;
        if (size < PARTS_FROM || (size < ALWAYS_CUT && size * b->threads <= left)) break;
        left -= size;
        b->cuts++;
    }
    b->next = b->cuts;
}

static void plan_lanes(struct batch *b) {
    const struct lanes *l = lanes_of(b->ops, b->algorithms);
    int each = (b->count + b->threads - 1) / b->threads;
    int width = each < l->count ? each : l->count;
    b->lanes_width = l->count > 1 && width >= l->worthwhile && b->io != RH_MMAP ? width : 1;
}

static int64_t size_of(const char *path) {
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode) ? s.st_size : 0;
}

static void plan(struct batch *b, struct rh_job *jobs, int n) {
    uint32_t groups[GROUPS_MAX] = {b->algorithms};
    if (n < b->threads) b->groups = split_digests(b->ops, b->algorithms, b->threads, groups);
    int order_matters = b->threads > 1 || lanes_of(b->ops, b->algorithms)->count > 1;
    for (int i = 0; i < n; i++) {
        int64_t size = order_matters ? size_of(jobs[i].path) : 0;
        jobs[i].error = RH_OK;
        jobs[i].size = 0;
        jobs[i].pending = b->groups;
        for (int g = 0; g < b->groups; g++) b->tasks[b->count++] = (struct task) {&jobs[i], groups[g], size, 0};
    }
    if (order_matters) qsort(b->tasks, (size_t) b->count, sizeof *b->tasks, by_size);
    plan_cuts(b);
    plan_lanes(b);
}

static void start_threads(struct batch *b) {
    pthread_mutex_lock(&b->lock);
    b->running = b->started = threads_start(b->ids, b->threads, work, b);
    if (b->started == 0) b->running = 1;
    pthread_mutex_unlock(&b->lock);
    if (b->started == 0) work(b);
}

static void release(struct batch *b) {
    free(b->tasks);
    free(b->seen);
    free(b->cut_opened);
    free(b->parts);
    free(b);
}

struct batch *batch_start(struct rh_job *jobs, int n, uint32_t algorithms, int threads, const struct ops *ops, int io) {
    struct batch *b = calloc(1, sizeof *b + (size_t) threads * sizeof(pthread_t));
    if (b == 0) return 0;
    b->ops = ops;
    b->algorithms = algorithms;
    b->io = io;
    b->threads = threads;
    b->groups = 1;
    b->tasks = calloc((size_t) n * GROUPS_MAX + 1, sizeof *b->tasks);
    b->seen = calloc((size_t) n + 1, sizeof *b->seen);
    if (b->tasks != 0 && b->seen != 0) plan(b, jobs, n);
    b->cut_opened = calloc((size_t) b->cuts + 1, sizeof *b->cut_opened);
    b->parts = calloc((size_t) b->cuts + 1, sizeof *b->parts);
    if (b->tasks == 0 || b->seen == 0 || b->cut_opened == 0 || b->parts == 0) {
        release(b);
        return 0;
    }
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&b->lock, 0);
    pthread_cond_init(&b->idle, &monotonic);
    pthread_condattr_destroy(&monotonic);
    start_threads(b);
    return b;
}

int batch_wait(struct batch *b, int milliseconds) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += milliseconds / 1000;
    until.tv_nsec += (long) (milliseconds % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&b->lock);
    while (b->running > 0 && pthread_cond_timedwait(&b->idle, &b->lock, &until) != ETIMEDOUT) { }
    int done = b->running == 0;
    pthread_mutex_unlock(&b->lock);
    return done;
}

int64_t batch_progress(const struct batch *b) {
    return __atomic_load_n(&b->control.bytes, __ATOMIC_RELAXED);
}

void batch_cancel(struct batch *b) {
    __atomic_store_n(&b->control.cancelled, 1, __ATOMIC_RELAXED);
}

void batch_close(struct batch *b) {
    batch_cancel(b);
    for (int i = 0; i < b->started; i++) pthread_join(b->ids[i], 0);
    pthread_mutex_destroy(&b->lock);
    pthread_cond_destroy(&b->idle);
    release(b);
}
