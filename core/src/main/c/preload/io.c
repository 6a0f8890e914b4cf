/* Reads and writes: counted per descriptor in the process' block, no record each. */
#include "hooks.h"
#include "raw.h"

#include <fcntl.h>

static void add(uint64_t *to, uint64_t n)
{
    __atomic_fetch_add(to, n, __ATOMIC_RELAXED);
}

static uint64_t take(uint64_t *from)
{
    return *from ? __atomic_exchange_n(from, 0, __ATOMIC_RELAXED) : 0;
}

static void log_totals(struct block *b, int type, int fd, const uint64_t totals[5])
{
    struct record *r = log_claim(type, b, fd, 5, 0, 0);
    if (!r)
        return;
    for (int i = 0; i < 5; i++)
        r->value[i] = (int64_t)totals[i];
    log_done(r);
}

/* Names have changed since this process counted: what it counted so far belongs to the names before. */
void io_renew(struct block *b)
{
    uint64_t now = __atomic_load_n(&run_log->names, __ATOMIC_RELAXED);
    for (unsigned fd = 0; fd < b->max_fd && fd < FDS; fd++)
        io_flush(b, (int)fd, R_IO);
    b->names = now;
}

/* Before a descriptor's number gets free: its totals, as part of the record that says so. */
void io_flush(struct block *b, int fd, int type)
{
    if (fd < 0)
        return;
    uint64_t rc = 0, rb = 0, wc = 0, wb = 0;
    if (b && (unsigned)fd < FDS && (unsigned)fd < b->max_fd) {
        struct counters *c = &b->fds[fd];
        rc = take(&c->read_calls);
        rb = take(&c->read_bytes);
        wc = take(&c->write_calls);
        wb = take(&c->write_bytes);
    }
    if (rc | rb | wc | wb) {
        add(&b->closed_read, rb);
        add(&b->closed_write, wb);
        log_totals(b, type, fd, (const uint64_t[]){rc, rb, wc, wb, b->names});
    } else if (type != R_IO) {
        log_values(type, fd, 0, 0, 0, 0, 0);
    }
}

/* First two numbers of a file like /proc/thread-self/io (proc(5)): bytes that all reads and writes moved, whoever made them. */
static int kernel_totals(struct block *b, const char *path, uint64_t *read, uint64_t *written)
{
    char text[256];
    long fd = RAW4(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0)
        return 0;
    long n = RAW3(SYS_read, fd, text, sizeof text - 1);
    RAW1(SYS_close, fd);
    if (n <= 0)
        return 0;
    b->own_read += (uint64_t)n;
    uint64_t values[2] = {0, 0};
    int which = 0;
    for (long i = 0; i < n && which < 2; i++) {
        if (text[i] >= '0' && text[i] <= '9')
            values[which] = values[which] * 10 + (uint64_t)(text[i] - '0');
        else if (text[i] == '\n')
            which++;
    }
    *read += values[0];
    *written += values[1];
    return 1;
}

/* All live threads: what ended ones moved the kernel mixes with what ended children did. */
static int thread_totals(struct block *b, uint64_t *read, uint64_t *written)
{
    char entries[1024] __attribute__((aligned(8)));
    long fd = RAW4(SYS_openat, AT_FDCWD, "/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (fd < 0)
        return 0;
    for (;;) {
        long n = RAW3(SYS_getdents64, fd, entries, sizeof entries);
        if (n <= 0)
            break;
        for (long at = 0; at < n; at += *(unsigned short *)(entries + at + 16)) {
            const char *name = entries + at + 19;
            char path[64] = "/proc/self/task/";
            size_t length = text_length(name);
            if (name[0] == '.' || length > 12)
                continue;
            bytes_copy(path + 16, name, length);
            bytes_copy(path + 16 + length, "/io", 4);
            kernel_totals(b, path, read, written);
        }
    }
    RAW1(SYS_close, fd);
    return 1;
}

void io_baseline(struct block *b)
{
    kernel_totals(b, "/proc/thread-self/io", &b->base_read, &b->base_write);
}

/* At the end of an image: bytes that the kernel moved and no hook saw come from system calls past libc. */
void io_check(struct block *b)
{
    uint64_t read = 0, written = 0;
    if (b->quiet)
        return;
    uint64_t own = b->own_read;
    int known = b->threaded ? thread_totals(b, &read, &written)
                            : kernel_totals(b, "/proc/thread-self/io", &read, &written);
    if (!known)
        return;
    if (b->threaded)
        own = b->own_read;
    uint64_t seen_read = b->base_read + own + b->closed_read;
    uint64_t seen_write = b->base_write + b->closed_write;
    for (unsigned fd = 0; fd < b->max_fd && fd < FDS; fd++) {
        seen_read += b->fds[fd].read_bytes;
        seen_write += b->fds[fd].write_bytes;
    }
    if (read > seen_read || written > seen_write)
        log_values(R_FLAG, F_RAW, 2, (int64_t)(read - seen_read), (int64_t)(written - seen_write), 0, 0);
}
