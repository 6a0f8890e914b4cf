#define _GNU_SOURCE
#include "roarhash.h"
#include "batch.h"
#include "lanes.h"
#include "memory.h"
#include "reader.h"
#include "stream.h"
#include <string.h>

_Static_assert(sizeof(struct rh_job) == 296, "Java knows the offsets");

int32_t rh_abi(void) {
    return RH_ABI;
}

int32_t rh_best_level(void) {
    return ops_of(RH_BEST)->level;
}

int32_t rh_has_level(int32_t level) {
    return level >= 0 && ops_of(level) != 0;
}

int32_t rh_sha_extensions(int32_t level) {
    const struct ops *ops = ops_of(level);
    return ops != 0 && strcmp(ops->sha256_name, "SHA-NI") == 0;
}

int32_t rh_lanes(int32_t level, int32_t algorithm) {
    const struct ops *ops = ops_of(level);
    return ops == 0 ? 1 : lanes_of(ops, (uint32_t) algorithm)->count;
}

void rh_error_text(int32_t error, char *text, int32_t n) {
    char own[256];
    const char *words = strerror_r(error, own, sizeof own);      /* the GNU form: may point elsewhere */
    strncpy(text, words, (size_t) n - 1);
    text[n - 1] = 0;
}

int64_t rh_stream_size(void) {
    return (int64_t) sizeof(struct stream);
}

int32_t rh_stream_init(void *stream, int32_t algorithms, int32_t level) {
    const struct ops *ops = ops_of(level);
    if (ops == 0) return -1;
    stream_init(stream, ops, (uint32_t) algorithms);
    return 0;
}

void rh_stream_update(void *stream, const void *in, int64_t n) {
    stream_update(stream, in, (size_t) n);
}

int32_t rh_stream_finish(void *stream, uint8_t *digests) {
    return stream_finish(stream, digests);
}

int32_t rh_subtree(int32_t level, const void *in, int64_t n, int64_t first_chunk, uint8_t *cv) {
    const struct ops *ops = ops_of(level);
    if (ops == 0 || n <= 0) return -1;
    b3_subtree(ops->b3, in, (size_t) n, (uint64_t) first_chunk, cv);
    return 0;
}

int32_t rh_push_subtree(void *stream, const uint8_t *cv, int64_t chunks) {
    struct stream *s = stream;
    return b3_push(&s->b3, cv, (uint64_t) chunks);
}

int32_t rh_file(struct rh_job *job, int32_t algorithms, int32_t level, int32_t io, int64_t limit) {
    const struct ops *ops = ops_of(level);
    struct control control = {0, 0};
    struct worker w = {.ops = ops, .control = &control};
    job->error = RH_OK;
    job->size = 0;
    if (ops == 0) {
        fail(job, RH_NO_SUCH_IO, 0);
        return 0;
    }
    int larger = hash_whole(&w, job, (uint32_t) algorithms, io, limit);
    buffer_give(w.buffer);
    return larger == 1;
}

void *rh_start(struct rh_job *jobs, int32_t n, int32_t algorithms, int32_t threads, int32_t level, int32_t io) {
    const struct ops *ops = ops_of(level);
    return ops == 0 ? 0 : batch_start(jobs, n, (uint32_t) algorithms, threads < 1 ? 1 : threads, ops, io);
}

int32_t rh_wait(void *batch, int32_t milliseconds) {
    return batch_wait(batch, milliseconds);
}

int64_t rh_progress(void *batch) {
    return batch_progress(batch);
}

void rh_cancel(void *batch) {
    batch_cancel(batch);
}

void rh_close(void *batch) {
    batch_close(batch);
}
