/* Writing the log. Safe in signal handlers, in vfork children and in any thread: an atomic add claims, nothing waits. */
#include "log.h"
#include "raw.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

struct header *run_log;
struct block *process_block;
__thread struct block *vfork_block;
struct counting counting;

int log_attach(const char *path)
{
    long fd = RAW4(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0)
        return 0;
    long at = RAW6(SYS_mmap, 0, LOG_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd, 0);
    RAW1(SYS_close, fd);
    if (at < 0 && at > -4096)
        return 0;
    struct header *h = (struct header *)at;
    if (h->magic != LOG_MAGIC) {
        RAW2(SYS_munmap, at, LOG_SIZE);
        return 0;
    }
    RAW3(SYS_madvise, at, LOG_SIZE, MADV_DONTDUMP);
    run_log = h;
    return 1;
}

struct block *log_block(int pid)
{
    uint32_t n = __atomic_fetch_add(&run_log->blocks, 1, __ATOMIC_RELAXED);
    if (n >= run_log->most_blocks) {
        __atomic_fetch_add(&run_log->unblocked, 1, __ATOMIC_RELAXED);
        return 0;
    }
    struct block *b = (struct block *)((char *)run_log + BLOCKS_AT + (uint64_t)n * BLOCK_SIZE);
    b->pid = pid;
    b->names = run_log->names;
    return b;
}

int own_pid(void)
{
    if (!run_log || !run_log->pid_namespaces)
        return (int)RAW0(SYS_getpid);
    char digits[16];
    long n = RAW4(SYS_readlinkat, AT_FDCWD, "/proc/self", digits, sizeof digits);
    int pid = 0;
    for (long i = 0; i < n && digits[i] >= '0' && digits[i] <= '9'; i++)
        pid = pid * 10 + (digits[i] - '0');
    return pid ? pid : (int)RAW0(SYS_getpid);
}

int own_parent(void)
{
    return run_log && run_log->pid_namespaces ? 0 : (int)RAW0(SYS_getppid);
}

uint32_t block_number(const struct block *b)
{
    return (uint32_t)(((const char *)b - (const char *)run_log - BLOCKS_AT) / BLOCK_SIZE);
}

struct record *log_claim(int type, struct block *b, int fd, int values, int strings, uint64_t string_bytes)
{
    struct header *h = run_log;
    if (!h || !b)
        return 0;
    uint64_t length = (sizeof(struct record) + 8 * (uint64_t)values + string_bytes + 7) & ~7ULL;
    uint64_t at = __atomic_fetch_add(&h->next, length, __ATOMIC_RELAXED);
    if (at + length > h->end) {
        __atomic_fetch_add(&h->full, 1, __ATOMIC_RELAXED);
        return 0;
    }
    struct record *r = (struct record *)((char *)h + at);
    uint64_t head = length | (uint64_t)type << 32 | 1ULL << 40 | (uint64_t)values << 48 | (uint64_t)strings << 56;
    __atomic_store_n((uint64_t *)r, head, __ATOMIC_RELEASE);
    r->block = block_number(b);
    r->fd = fd;
    return r;
}

void log_done(struct record *r)
{
    __atomic_store_n(&r->state, 2, __ATOMIC_RELEASE);
}

void log_values(int type, int fd, int values, int64_t a, int64_t b, int64_t c, int64_t d)
{
    struct record *r = log_claim(type, current_block(), fd, values, 0, 0);
    if (!r)
        return;
    int64_t all[4] = {a, b, c, d};
    for (int i = 0; i < values; i++)
        r->value[i] = all[i];
    log_done(r);
}

void log_paths(int type, int fd, int64_t a, int64_t b, const char *s, const char *t)
{
    size_t first = s ? text_length(s) + 1 : 0;
    size_t second = t ? text_length(t) + 1 : 0;
    struct record *r = log_claim(type, current_block(), fd, 2, (s != 0) + (t != 0), first + second);
    if (!r)
        return;
    r->value[0] = a;
    r->value[1] = b;
    char *text = (char *)(r->value + 2);
    /* Another thread may change the path meanwhile: never beyond what was claimed, always with a NUL. */
    if (first) {
        bytes_copy(text, s, first - 1);
        text[first - 1] = 0;
    }
    if (second) {
        bytes_copy(text + first, t, second - 1);
        text[first + second - 1] = 0;
    }
    log_done(r);
}

/* Cuts off what the kernel shows behind the name of a file that has none any more; another may really be called so. */
static long without_deleted(const char *link, char *to, long length)
{
    static const char suffix[] = " (deleted)";
    long end = length - (long)sizeof suffix + 1;
    struct stat of_link, named;
    if (end <= 0 || !text_starts(to + end, suffix))
        return length;
    if (RAW4(SYS_newfstatat, AT_FDCWD, link, &of_link, 0) == 0 && RAW4(SYS_newfstatat, AT_FDCWD, to, &named, 0) == 0
        && of_link.st_ino == named.st_ino && of_link.st_dev == named.st_dev)
        return length;
    to[end] = 0;
    return end;
}

long fd_link(int fd, char *to)
{
    char link[32] = "/proc/self/fd/";
    char digits[12];
    int n = 0, at = 14;
    unsigned value = (unsigned)fd;
    do
        digits[n++] = (char)('0' + value % 10);
    while (value /= 10);
    while (n)
        link[at++] = digits[--n];
    link[at] = 0;
    long length = RAW4(SYS_readlinkat, AT_FDCWD, link, to, 4096);
    if (length < 0)
        return length;
    to[length] = 0;
    return without_deleted(link, to, length);
}

void log_identity(int fd)
{
    char target[4097];
    if (fd_link(fd, target) < 0)
        return;
    long flags = RAW3(SYS_fcntl, fd, F_GETFL, 0);
    long cloexec = RAW3(SYS_fcntl, fd, F_GETFD, 0);
    if (flags < 0)
        return;
    if (cloexec > 0 && (cloexec & FD_CLOEXEC))
        flags |= O_CLOEXEC;
    log_paths(R_IDENTITY, fd, flags, 0, target, 0);
}

uint64_t log_nanos(void)
{
    struct timespec t;
    RAW2(SYS_clock_gettime, CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000ULL + (uint64_t)t.tv_nsec;
}
