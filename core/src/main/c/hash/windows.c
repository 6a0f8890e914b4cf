#define _GNU_SOURCE
#include "windows.h"
#include "memory.h"
#include <errno.h>
#include <time.h>

#define TRIES 2        /* windows by each way before one is preferred: the faster of two, so that one bad moment does not decide */

/* Which is fastest depends on CPU, kernel and how large the page cache's folios are: copying costs by the byte, populating by
 * the page, faults by the 64 KiB. */
enum way { POPULATE, TOUCH, READ };

static const int io_of[WINDOW_WAYS] = {RH_MMAP, RH_TOUCH, RH_READ};

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static enum way choose(const struct worker *w) {
    enum way best = POPULATE;
    for (int i = 0; i < WINDOW_WAYS; i++) {
        if (w->tried[i] < TRIES) return (enum way) i;
        if (w->fastest[i] < w->fastest[best]) best = (enum way) i;
    }
    return best;
}

static int read_window(struct worker *w, const struct file *f, struct rh_job *job, size_t n, int64_t at, use_bytes *use,
                       void *arg) {
    uint8_t *buffer = worker_buffer(w, job);
    if (buffer == 0) return -1;
    for (size_t done = 0; done < n; done += READ_SIZE) {
        size_t piece = n - done < READ_SIZE ? n - done : READ_SIZE;
        ssize_t got = file_read(f, buffer, piece, at + (int64_t) done);
        if (got < 0) return fail(job, RH_READ_ERROR, errno);
        if (got < (ssize_t) piece) return file_shrank(f, job);
        use(arg, buffer, piece);
    }
    return 0;
}

int window_run(struct worker *w, const struct file *f, struct rh_job *job, size_t n, int64_t at, use_bytes *use, void *arg) {
    int timed = f->free && n == MAP_WINDOW;
    enum way way = f->free ? choose(w) : POPULATE;
    int64_t start = timed ? now() : 0;
    int mapped = f->io == RH_MMAP && way != READ;
    int outcome = !mapped ? 1 : file_mapped(f, job, n, at, way == POPULATE, use, arg);
    if (outcome > 0) {
        way = READ;
        outcome = read_window(w, f, job, n, at, use, arg);
    }
    if (f->io == RH_MMAP) note_io(job, io_of[way]);
    if (timed && outcome == 0) {
        int64_t took = now() - start;
        if (w->tried[way] == 0 || took < w->fastest[way]) w->fastest[way] = took;
        if (w->tried[way] < TRIES) w->tried[way]++;
    }
    return outcome;
}
