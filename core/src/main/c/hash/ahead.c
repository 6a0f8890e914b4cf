#include "ahead.h"
#include "memory.h"
#include "threads.h"
#include <errno.h>
#include <pthread.h>

#define BUFFERS 4

/* The reader fills buffer i % BUFFERS with piece i; the other thread empties them in the same order. */
struct ahead {
    const struct file *file;
    uint8_t *buffers[BUFFERS];
    pthread_mutex_t lock;
    pthread_cond_t moved;
    ssize_t lengths[BUFFERS];      /* under lock, as all below: bytes of a piece, -1 for an error */
    int error;
    int64_t filled, emptied;
    int stopped;                   /* nobody wants more */
};

static int wait_for_room(struct ahead *a, int64_t piece) {
    pthread_mutex_lock(&a->lock);
    while (piece - a->emptied >= BUFFERS && !a->stopped) pthread_cond_wait(&a->moved, &a->lock);
    int stopped = a->stopped;
    pthread_mutex_unlock(&a->lock);
    return !stopped;
}

/* How much of the file a piece is, 0 after the last; a file that has grown is not followed. */
static ssize_t length_of(const struct ahead *a, int64_t piece) {
    int64_t left = a->file->before.st_size - piece * (int64_t) BUFFER_SIZE;
    return left <= 0 ? 0 : left < (int64_t) BUFFER_SIZE ? (ssize_t) left : (ssize_t) BUFFER_SIZE;
}

static void *read_pieces(void *arg) {
    struct ahead *a = arg;
    ssize_t wanted;
    for (int64_t piece = 0; (wanted = length_of(a, piece)) > 0 && wait_for_room(a, piece); piece++) {
        ssize_t got = file_read(a->file, a->buffers[piece % BUFFERS], (size_t) wanted, piece * (int64_t) BUFFER_SIZE);
        int error = errno;
        pthread_mutex_lock(&a->lock);
        a->lengths[piece % BUFFERS] = got;
        a->error = got < 0 ? error : 0;
        a->filled++;
        pthread_cond_signal(&a->moved);
        pthread_mutex_unlock(&a->lock);
        if (got < wanted) break;
    }
    return 0;
}

static ssize_t take(struct ahead *a, int64_t piece) {
    pthread_mutex_lock(&a->lock);
    while (a->filled <= piece) pthread_cond_wait(&a->moved, &a->lock);
    ssize_t got = a->lengths[piece % BUFFERS];
    pthread_mutex_unlock(&a->lock);
    return got;
}

static void give_back(struct ahead *a, int stop) {
    pthread_mutex_lock(&a->lock);
    a->emptied++;
    a->stopped = stop;
    pthread_cond_signal(&a->moved);
    pthread_mutex_unlock(&a->lock);
}

static int64_t use_pieces(struct ahead *a, struct worker *w, struct rh_job *job, use_bytes *use, void *arg) {
    int64_t bytes = 0;
    ssize_t wanted;
    for (int64_t piece = 0; (wanted = length_of(a, piece)) > 0; piece++) {
        ssize_t got = take(a, piece);
        if (got < 0) return fail(job, RH_READ_ERROR, a->error);
        if (cancelled(w->control)) return fail(job, RH_CANCELLED, 0);
        use(arg, a->buffers[piece % BUFFERS], (size_t) got);
        bytes += got;
        progressed(w, got);
        if (got < wanted) break;
        give_back(a, 0);
    }
    return bytes;
}

int64_t read_ahead(struct worker *w, const struct file *f, struct rh_job *job, use_bytes *use, void *arg) {
    struct ahead a = {.file = f};
    pthread_t reader;
    int64_t bytes = -2;
    int got = 0;
    while (got < BUFFERS && (a.buffers[got] = buffer_take()) != 0) got++;
    pthread_mutex_init(&a.lock, 0);
    pthread_cond_init(&a.moved, 0);
    if (got == BUFFERS && threads_start(&reader, 1, read_pieces, &a) == 1) {
        note_io(job, f->io == RH_DIRECT ? RH_DIRECT_AHEAD : RH_AHEAD);
        bytes = use_pieces(&a, w, job, use, arg);
        give_back(&a, 1);
        pthread_join(reader, 0);
    }
    pthread_cond_destroy(&a.moved);
    pthread_mutex_destroy(&a.lock);
    while (got > 0) buffer_give(a.buffers[--got]);
    return bytes;
}
