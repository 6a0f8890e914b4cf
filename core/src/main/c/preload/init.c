/* The start of each image: find the log, say who this is and what ld.so has read, patch. Before any other constructor. */
#include "hooks.h"
#include "raw.h"
#include "rawcalls.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/prctl.h>

#define STRINGS_MAX (8 << 20)

struct start {
    const char *own;         /* path of this library */
    uint64_t interpreter;    /* where ld.so is: the kernel's doing, not ld.so's */
    char *to;                /* where to write, null while counting */
    uint64_t bytes;
    int strings;
};

static void put(struct start *s, char mark, const char *text)
{
    size_t n = text_length(text) + 1;
    if (s->to) {
        *s->to++ = mark;
        bytes_copy(s->to, text, n);
        s->to += n;
    }
    s->bytes += n + 1;
    s->strings++;
}

/* Each string has a mark before it: e program, c working directory, a argument, l library (and how many headers it has). */
static int put_library(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    struct start *s = data;
    const char *name = info->dlpi_name ? info->dlpi_name : "";
    if (name[0] == '/' && info->dlpi_addr != s->interpreter && !text_equal(name, s->own))
        put(s, info->dlpi_phnum > 13 ? 'L' : 'l', name);
    return 0;
}

static void put_all(struct start *s, const char *exe, const char *cwd, int argc, char **argv)
{
    put(s, 'e', exe);
    if (cwd)
        put(s, 'c', cwd);
    for (int i = 0; i < argc && s->bytes < STRINGS_MAX; i++)
        put(s, 'a', argv[i]);
    dl_iterate_phdr(put_library, s);
}

static void log_start(struct start *s, int known, int root, int argc, char **argv)
{
    char exe[4097], cwd[4097];
    long n = RAW4(SYS_readlinkat, AT_FDCWD, "/proc/self/exe", exe, 4096);
    exe[n > 0 ? n : 0] = 0;
    n = known ? 0 : RAW2(SYS_getcwd, cwd, 4096);
    put_all(s, exe, n > 0 ? cwd : 0, argc, argv);
    struct record *r = log_claim(R_START, process_block, process_block->pid, 4, 255, s->bytes);
    if (!r)
        return;
    r->value[0] = s->strings;
    r->value[1] = own_parent();
    r->value[2] = (int64_t)log_nanos();
    r->value[3] = known | root << 1;
    s->to = (char *)(r->value + 4);
    put_all(s, exe, n > 0 ? cwd : 0, argc, argv);
    log_done(r);
}

/* Descriptors that nobody told of: those of the command, and of a child of a program that the library could not enter. */
static void log_inherited(void)
{
    char buffer[1024] __attribute__((aligned(8)));
    long fd = RAW4(SYS_openat, AT_FDCWD, "/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (fd < 0)
        return;
    for (;;) {
        long n = RAW3(SYS_getdents64, fd, buffer, sizeof buffer);
        if (n <= 0)
            break;
        for (long at = 0; at < n; at += *(unsigned short *)(buffer + at + 16)) {
            int number = 0;
            const char *p = buffer + at + 19;
            for (; *p >= '0' && *p <= '9'; p++)
                number = number * 10 + (*p - '0');
            if (*p == 0 && number != fd)
                log_identity(number);
        }
    }
    RAW1(SYS_close, fd);
}

static uint64_t auxiliary(char **envp, uint64_t type)
{
    while (*envp)
        envp++;
    for (const Elf64_auxv_t *a = (const Elf64_auxv_t *)(envp + 1); a->a_type != AT_NULL; a++)
        if (a->a_type == type)
            return a->a_un.a_val;
    return 0;
}

static int attach(const char *key, struct start *s)
{
    char path[64];
    const char *value = key + 17;
    unsigned n = 0;
    while (value[n] && value[n] != ':' && n + 1 < sizeof path) {
        path[n] = value[n];
        n++;
    }
    path[n] = 0;
    if (value[n] != ':' || !log_attach(path))
        return 0;
    s->own = value + n + 1;
    exec_remember(key, s->own);
    return 1;
}

__attribute__((constructor)) static void begin(int argc, char **argv, char **envp)
{
    struct start s = {0};
    const char *key = 0;
    for (char **e = envp; e && *e; e++)
        if (text_starts(*e, "ROAR_BENCH_TRACE="))
            key = *e;
    if (!key)
        return;
    long space = patch_reserve();
    if (!attach(key, &s))
        return;
    int pid = own_pid();
    process_block = log_block(pid);
    if (!process_block)
        return;
    uint8_t *mark = (uint8_t *)run_log + EXECS_AT + ((uint32_t)pid & (EXECS - 1));
    int known = *mark;
    *mark = 0;
    int root = !__atomic_exchange_n(&run_log->root, 1, __ATOMIC_RELAXED);
    s.interpreter = auxiliary(envp, AT_BASE);
    log_start(&s, known, root, argc, argv);
    if (!known)
        log_inherited();
    hooked_fill();
    raw_calls_check_loaded(s.own);
    process_block->own_read = 0; /* the baseline has it */
    io_baseline(process_block);
    process_block->filtered = RAW1(SYS_prctl, PR_GET_SECCOMP) != 0;
    counting.names = &run_log->names;
    counting.block = process_block;
    patch_libc(space);
}
