/* Exercises libroarhash through its public functions, to be run under AddressSanitizer and UndefinedBehaviorSanitizer.
 * Usage: hash_selftest FOLDER (writable, for test files). Prints what failed; exit code 0 if nothing did. */
#define _GNU_SOURCE
#include "roarhash.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLAKE3 = 1, SHA256 = 2, SHA512 = 4, MD5 = 8, ALL = 15, LEVELS = 5, DIGESTS = 256 };

static int failures;
static uint64_t seed = 42;

static void check(int ok, const char *what, long a, long b) {
    if (ok) return;
    if (++failures < 20) printf("FAILED %s (%ld, %ld)\n", what, a, b);
}

static uint32_t next_random(uint32_t below) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t) (seed >> 33) % below;
}

/* Exactly n bytes, so that one read beyond them is found. */
static uint8_t *bytes(size_t n) {
    uint8_t *p = malloc(n > 0 ? n : 1);
    for (size_t i = 0; i < n; i++) p[i] = (uint8_t) (i % 251);
    return p;
}

static void hash(const uint8_t *in, size_t n, int level, int splits, uint8_t *out) {
    void *stream = aligned_alloc(64, ((size_t) rh_stream_size() + 63) / 64 * 64);
    memset(out, 0, DIGESTS);
    check(rh_stream_init(stream, ALL, level) == 0, "init", level, 0);
    size_t at = 0;
    while (splits > 0 && at < n) {
        size_t piece = next_random((uint32_t) (n - at) + 1);
        if (next_random(3) == 0 && piece > 100) piece = next_random(100);
        rh_stream_update(stream, in + at, (int64_t) piece);
        at += piece;
        splits--;
    }
    rh_stream_update(stream, in + at, (int64_t) (n - at));
    check(rh_stream_finish(stream, out) == 0, "finish", level, (long) n);
    free(stream);
}

static void levels_agree(void) {
    static const size_t sizes[] = {0, 1, 63, 64, 65, 111, 112, 127, 128, 129, 1023, 1024, 1025, 2048, 2049, 3072, 4096, 4097,
        5120, 7000, 8192, 8193, 9216, 12288, 16384, 16385, 31744, 65536, 70001, 524288, 524289, 1048576, 1600000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint8_t *in = bytes(sizes[i]), wanted[DIGESTS], found[DIGESTS];
        hash(in, sizes[i], 0, 0, wanted);
        for (int level = 0; level < LEVELS; level++) {
            if (!rh_has_level(level)) continue;
            hash(in, sizes[i], level, 20, found);
            check(memcmp(wanted, found, DIGESTS) == 0, "level, size", level, (long) sizes[i]);
            uint8_t tree[64];
            rh_memory(level, in, (int64_t) sizes[i], 3, tree);
            check(memcmp(tree, wanted, 32) == 0, "threads over memory: level, size", level, (long) sizes[i]);
        }
        free(in);
    }
}

static void subtrees_push(void) {
    for (int round = 0; round < 20; round++) {
        size_t n = 1025 + next_random(3000000);
        uint8_t *in = bytes(n), wanted[DIGESTS], found[DIGESTS], cv[32];
        void *stream = aligned_alloc(64, ((size_t) rh_stream_size() + 63) / 64 * 64);
        hash(in, n, -1, 0, wanted);
        rh_stream_init(stream, BLAKE3, -1);
        size_t at = 0;
        while (n - at > 1024) {
            size_t chunks = 1;
            while (chunks * 2048 < n - at && at / 1024 % (chunks * 2) == 0 && next_random(8) != 0) chunks *= 2;
            rh_subtree(-1, in + at, (int64_t) chunks * 1024, (int64_t) (at / 1024), cv);
            check(rh_push_subtree(stream, cv, (int64_t) chunks) == 0, "push", (long) at, (long) chunks);
            at += chunks * 1024;
        }
        rh_stream_update(stream, in + at, (int64_t) (n - at));
        rh_stream_finish(stream, found);
        check(memcmp(wanted, found, 32) == 0, "pushed subtrees of", (long) n, 0);
        free(stream);
        free(in);
    }
}

#define FILES 40
static char paths[FILES][512];
static struct rh_job jobs[FILES];
static uint8_t wanted_of[FILES][DIGESTS];

static void write_files(const char *folder) {
    for (int i = 0; i < FILES; i++) {
        size_t n = i == 0 ? 20000000 : i == 1 ? 9000000 : i == 2 ? 0 : i == 3 ? 65536 : next_random(300000);
        uint8_t *in = bytes(n);
        snprintf(paths[i], sizeof paths[i], "%s/file-%d", folder, i);
        int fd = open(paths[i], O_CREAT | O_TRUNC | O_WRONLY, 0600);
        check(fd >= 0 && write(fd, in, n) == (ssize_t) n, "write", i, (long) n);
        close(fd);
        hash(in, n, -1, 0, wanted_of[i]);
        free(in);
    }
}

static void files_agree(int algorithms, int threads, int level, int io, int count) {
    memset(jobs, 0, sizeof jobs);
    for (int i = 0; i < count; i++) jobs[i].path = paths[i];
    void *batch = rh_start(jobs, count, algorithms, threads, level, io);
    while (!rh_wait(batch, 1000)) { }
    rh_close(batch);
    for (int i = 0; i < count; i++) {
        check(jobs[i].error == RH_OK && jobs[i].pending == 0, "file error, file", jobs[i].error, i);
        for (int slot = 0; slot < 4; slot++) {
            int same = memcmp(jobs[i].digests + 64 * slot, wanted_of[i] + 64 * slot, 64) == 0;
            if (algorithms & 1 << slot) check(same, "file digest: file, slot", i, slot);
        }
    }
}

static int reads_directly(const char *path) {
    int fd = open(path, O_RDONLY | O_DIRECT);
    if (fd >= 0) close(fd);
    return fd >= 0;
}

static void *cut(void *arg) {
    usleep(2000);
    check(truncate(arg, 5000) == 0, "truncate", 0, 0);
    return 0;
}

/* Whether the truncation comes before, while or after: an error or the right digest, and no crash. */
static void truncation(const char *folder) {
    char path[512];
    snprintf(path, sizeof path, "%s/shrinking", folder);
    for (int round = 0; round < 12; round++) {
        int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
        check(ftruncate(fd, 80 << 20) == 0, "ftruncate", 0, 0);
        close(fd);
        struct rh_job job = {.path = path};
        pthread_t thread;
        int ways[] = {RH_MMAP, RH_READ, RH_AUTO};      /* the last reads ahead, for none of it is in the page cache */
        void *batch = rh_start(&job, 1, BLAKE3, 1 + round % 4, -1, ways[round % 3]);
        pthread_create(&thread, 0, cut, path);
        while (!rh_wait(batch, 1000)) { }
        pthread_join(thread, 0);
        rh_close(batch);
        check(job.error == RH_OK || job.error == RH_SHRANK || job.error == RH_CHANGED, "truncated", job.error, round);
    }
    unlink(path);
}

static void cancellation(const char *folder) {
    char path[512];
    snprintf(path, sizeof path, "%s/sparse", folder);
    int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    check(ftruncate(fd, (off_t) 1 << 36) == 0, "ftruncate", 1, 0);
    close(fd);
    for (int threads = 1; threads <= 2; threads++) {
        struct rh_job job = {.path = path};
        void *batch = rh_start(&job, 1, threads == 1 ? ALL : BLAKE3, threads, -1, RH_AUTO);
        while (rh_progress(batch) == 0) usleep(1000);
        rh_cancel(batch);
        while (!rh_wait(batch, 1000)) { }
        rh_close(batch);
        check(job.error == RH_CANCELLED, "cancelled", job.error, threads);
    }
    unlink(path);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: hash_selftest FOLDER\n");
        return 2;
    }
    for (int level = 0; level < LEVELS; level++) {
        if (rh_has_level(level)) check(rh_selftest(level) == 0, "self-test of level", level, rh_selftest(level));
    }
    levels_agree();
    subtrees_push();
    write_files(argv[1]);
    for (int level = 0; level < LEVELS; level++) {
        for (int threads = 1; rh_has_level(level) && threads <= 3; threads++) {
            for (int bit = 1; bit <= 16; bit *= 2) files_agree(bit == 16 ? ALL : bit, threads, level, RH_AUTO, FILES);
            files_agree(ALL, threads, level, RH_AUTO, 1);
            files_agree(BLAKE3, threads, level, RH_MMAP, FILES);
            files_agree(BLAKE3, threads, level, RH_READ, 2);
            if (reads_directly(paths[0])) files_agree(ALL, threads, level, RH_DIRECT, 2);
        }
    }
    truncation(argv[1]);
    cancellation(argv[1]);
    for (int i = 0; i < FILES; i++) unlink(paths[i]);
    printf(failures == 0 ? "ok\n" : "%d failures\n", failures);
    return failures != 0;
}
