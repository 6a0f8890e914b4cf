/* libroarhash: the functions that Java calls. Addresses and sizes are 64-bit; nothing here keeps state between calls
 * but a pool of at most 32 idle read buffers of 2 MiB and the SIGBUS handler (see guard.h). */
#ifndef ROARHASH_H
#define ROARHASH_H

#include <stdint.h>

#define RH_API __attribute__((visibility("default")))
#define RH_ABI 1

enum rh_error {
    RH_OK, RH_NOT_FOUND, RH_VANISHED, RH_UNREADABLE, RH_DIRECTORY, RH_FIFO, RH_DEVICE, RH_SPECIAL,
    RH_GREW, RH_SHRANK, RH_CHANGED, RH_READ_ERROR, RH_CANCELLED, RH_NO_SUCH_IO, RH_NO_MEMORY
};
enum rh_io { RH_AUTO, RH_READ, RH_MMAP, RH_DIRECT, RH_LANES, RH_TOUCH,   /* RH_TOUCH: mapped, not populated */
             RH_AHEAD, RH_DIRECT_AHEAD };   /* read by a thread of its own */

/* One file. Java writes `path` and reads the rest by these offsets; sizeof is 296. */
struct rh_job {
    const char *path;          /* 0: in, NUL-terminated */
    int64_t size;              /* 8: bytes hashed */
    int64_t detail;            /* 16: for GREW and SHRANK: the size found afterwards */
    int32_t error;             /* 24: rh_error */
    int32_t sys;               /* 28: errno of READ_ERROR, NO_SUCH_IO, UNREADABLE */
    int32_t io;                /* 32: rh_io that ran */
    int32_t pending;           /* 36: internal */
    uint8_t digests[256];      /* 40: blake3, sha256, sha512, md5, 64 bytes each */
};

RH_API int32_t rh_abi(void);
/* The highest level of this CPU (enum rh_level), whether it has a level, and whether SHA-256 uses SHA-NI there. */
RH_API int32_t rh_best_level(void);
RH_API int32_t rh_has_level(int32_t level);
RH_API int32_t rh_sha_extensions(int32_t level);
/* Streams side by side for one algorithm bit; 1 if there is no such kernel. */
RH_API int32_t rh_lanes(int32_t level, int32_t algorithm);

/* Compares a level's kernels with the portable ones; returns the bits of the algorithms that are wrong, -1 if there is no
 * such level. */
RH_API int32_t rh_selftest(int32_t level);
/* The system's words for an errno, NUL-terminated, into a buffer of n bytes. */
RH_API void rh_error_text(int32_t error, char *text, int32_t n);

/* Streams: memory of rh_stream_size() bytes, aligned to 16. init returns -1 for a level that is not there; finish writes
 * 4 slots of 64 bytes and returns -1 if a pushed subtree alone cannot give a root. */
RH_API int64_t rh_stream_size(void);
RH_API int32_t rh_stream_init(void *stream, int32_t algorithms, int32_t level);
RH_API void rh_stream_update(void *stream, const void *in, int64_t n);
RH_API int32_t rh_stream_finish(void *stream, uint8_t *digests);
/* See b3_subtree and b3_push. */
RH_API int32_t rh_subtree(int32_t level, const void *in, int64_t n, int64_t first_chunk, uint8_t *cv);
RH_API int32_t rh_push_subtree(void *stream, const uint8_t *cv, int64_t chunks);
/* BLAKE3 of memory by up to `threads` threads, the calling one among them. */
RH_API int32_t rh_memory(int32_t level, const void *in, int64_t n, int32_t threads, uint8_t *digest);

/* Hashes a file on the calling thread. If it is larger than `limit`, returns 1 and has done nothing. */
RH_API int32_t rh_file(struct rh_job *job, int32_t algorithms, int32_t level, int32_t io, int64_t limit);

/* Hashes n files on `threads` threads of its own. Jobs stay the caller's and must live until rh_close.
 * Returns null if there is no memory or no such level. */
RH_API void *rh_start(struct rh_job *jobs, int32_t n, int32_t algorithms, int32_t threads, int32_t level, int32_t io);
/* 1 when all is done, 0 when the time (ms) is over first. */
RH_API int32_t rh_wait(void *batch, int32_t milliseconds);
/* Bytes of input hashed so far. */
RH_API int64_t rh_progress(void *batch);
RH_API void rh_cancel(void *batch);
/* Cancels, waits for the threads (each stops within 8 MiB of input), frees. */
RH_API void rh_close(void *batch);

#endif
