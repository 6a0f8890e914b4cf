/* exec: the new image must find the log again whatever the program did to its environment, and what can't is named. */
#include "hooks.h"
#include "raw.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

enum target { T_UNKNOWN, T_DYNAMIC, T_STATIC, T_FOREIGN_MACHINE, T_FOREIGN_LIBC, T_PRIVILEGED };

#if defined(__x86_64__)
#define OWN_MACHINE EM_X86_64
#else
#define OWN_MACHINE EM_AARCH64
#endif

/* "ROAR_BENCH_TRACE=<log>:<library>" and the library's part of it; copies, as programs write over their environment. */
static char key_value[4096];
static const char *library;

__thread void *spawn_scratch;
__thread size_t spawn_scratch_size;

void exec_remember(const char *text, const char *library_part)
{
    size_t n = text_length(text);
    if (n + 1 > sizeof key_value)
        return;
    bytes_copy(key_value, text, n + 1);
    library = key_value + (library_part - text);
}

static int elf_target(struct block *b, long fd, const unsigned char *head, long n, const char *path)
{
    const Elf64_Ehdr *e = (const Elf64_Ehdr *)head;
    if (n < (long)sizeof *e || e->e_ident[EI_CLASS] != ELFCLASS64 || e->e_machine != OWN_MACHINE)
        return T_FOREIGN_MACHINE;
    for (int i = 0; i < e->e_phnum && i < 64; i++) {
        Elf64_Phdr p;
        long got = RAW4(SYS_pread64, fd, &p, sizeof p, (long)e->e_phoff + (long)i * (long)sizeof p);
        if (got > 0)
            b->own_read += (uint64_t)got;
        if (got != sizeof p)
            return T_UNKNOWN;
        if (p.p_type != PT_INTERP)
            continue;
        char interpreter[128];
        long size = p.p_filesz < sizeof interpreter ? (long)p.p_filesz : (long)sizeof interpreter - 1;
        got = RAW4(SYS_pread64, fd, interpreter, size, (long)p.p_offset);
        if (got <= 0)
            return T_UNKNOWN;
        b->own_read += (uint64_t)got;
        interpreter[got] = 0;
        return text_starts(base_name(interpreter), "ld-linux") ? T_DYNAMIC : T_FOREIGN_LIBC;
    }
    return text_starts(base_name(path), "ld-") ? T_DYNAMIC : T_STATIC;
}

/* Whether the kernel gives the program other rights, so that ld.so ignores LD_PRELOAD (ld.so(8), secure-execution mode). */
static int privileged(long fd)
{
    struct stat s;
    if (RAW2(SYS_fstat, fd, &s) < 0)
        return 0;
    uid_t uid = (uid_t)RAW0(SYS_geteuid);
    if ((s.st_mode & S_ISUID) && s.st_uid != uid)
        return 1;
    if ((s.st_mode & S_ISGID) && (s.st_mode & S_IXGRP) && s.st_gid != (gid_t)RAW0(SYS_getegid))
        return 1;
    return uid != 0 && RAW4(SYS_fgetxattr, fd, "security.capability", 0, 0) > 0;
}

/* The kernel's #! line, first word; in place. */
static const char *script_interpreter(char *head, long n)
{
    head[n] = 0;
    char *from = head + 2;
    while (*from == ' ' || *from == '\t')
        from++;
    char *to = from;
    while (*to && *to != ' ' && *to != '\t' && *to != '\n')
        to++;
    *to = 0;
    return from;
}

/* What a path leads to; *error is why it cannot be looked at, else 0. */
static int classify(struct block *b, long dirfd, const char *path, long flags, long *error)
{
    char head[512] __attribute__((aligned(8)));
    *error = 0;
    for (int depth = 0; depth < 6; depth++) {
        long fd = path[0] == 0 && (flags & AT_EMPTY_PATH) ? RAW3(SYS_fcntl, dirfd, F_DUPFD_CLOEXEC, 0)
                                                         : RAW4(SYS_openat, dirfd, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
        if (fd < 0) {
            *error = depth ? 0 : fd;
            return T_UNKNOWN;
        }
        long n = RAW4(SYS_pread64, fd, head, sizeof head - 1, 0);
        if (n > 0)
            b->own_read += (uint64_t)n;
        int target = T_UNKNOWN;
        int script = n > 3 && head[0] == '#' && head[1] == '!';
        if (!script && n > 4 && head[0] == 0x7f && head[1] == 'E')
            target = elf_target(b, fd, (const unsigned char *)head, n, path);
        if (!script && privileged(fd))
            target = T_PRIVILEGED;
        RAW1(SYS_close, fd);
        if (!script)
            return target;
        path = script_interpreter(head, n);
        dirfd = AT_FDCWD;
        flags = 0;
    }
    return T_UNKNOWN;
}

static int names_library(const char *value)
{
    size_t n = text_length(library);
    for (; *value; value++) {
        size_t i = 0;
        while (i < n && value[i] == library[i])
            i++;
        if (i == n)
            return 1;
    }
    return 0;
}

/* What follows "<library>:" at the start of a value; null if nothing does. */
static const char *after_library(const char *value)
{
    size_t n = text_length(library);
    return text_starts(value, library) && value[n] == ':' && value[n + 1] ? value + n + 1 : 0;
}

struct environment {
    char **list;
    void *scratch;
    size_t size;
};

/* Whether ld.so of the target would only complain about our library. */
static int unwanted(int target)
{
    return target == T_FOREIGN_MACHINE || target == T_FOREIGN_LIBC;
}

/* "LD_PRELOAD=<library>", then what the program has itself. */
static char *joined(char *to, const char *own)
{
    bytes_copy(to, "LD_PRELOAD=", 11);
    size_t n = text_length(library), m = own ? text_length(own) : 0;
    bytes_copy(to + 11, library, n);
    if (m) {
        to[11 + n] = ':';
        bytes_copy(to + 12 + n, own, m);
        n += 1 + m;
    }
    to[11 + n] = 0;
    return to + 12 + n;
}

/* The program's environment as it is if our two keys are right in it, else a copy where they are. */
static struct environment environment_for(char **list, int target)
{
    static char *none[] = {0};
    if (!list)
        list = none;
    size_t count = 0, text = 0;
    int preload = 0, key = 0;
    const char *own = 0;
    for (; list[count]; count++) {
        if (text_starts(list[count], "LD_PRELOAD=")) {
            own = list[count] + 11;
            text += text_length(own);
            preload = names_library(own);
        } else if (text_starts(list[count], "ROAR_BENCH_TRACE=")) {
            key = text_equal(list[count], key_value);
        }
    }
    struct environment e = {list, 0, 0};
    if (unwanted(target) ? !preload && !key : preload && key)
        return e;
    e.size = (count + 3) * sizeof(char *) + text + text_length(library) + 64;
    long at = RAW6(SYS_mmap, 0, e.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at < 0 && at > -4096)
        return e;
    e.scratch = (void *)at;
    char **out = (char **)at;
    char *strings = (char *)(out + count + 3);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        int ours = text_starts(list[i], "ROAR_BENCH_TRACE=") || text_starts(list[i], "LD_PRELOAD=");
        if (!ours || (unwanted(target) && text_starts(list[i], "LD_PRELOAD=") && !names_library(list[i])))
            out[n++] = list[i];
    }
    const char *rest = unwanted(target) && preload ? after_library(own) : 0;
    if (rest) {
        bytes_copy(strings, "LD_PRELOAD=", 11);
        bytes_copy(strings + 11, rest, text_length(rest) + 1);
        out[n++] = strings;
    }
    if (!unwanted(target)) {
        joined(strings, preload ? 0 : own);
        if (preload) { /* ours is in it, with what else the program wants */
            bytes_copy(strings, "LD_PRELOAD=", 11);
            bytes_copy(strings + 11, own, text_length(own) + 1);
        }
        out[n++] = strings;
        out[n++] = key_value;
    }
    out[n] = 0;
    e.list = out;
    return e;
}

/* An absolute path where another directory than the working directory was named, or the file itself. */
static const char *exec_path(long dirfd, const char *path, char *room)
{
    long n;
    if (path[0] == '/' || dirfd == AT_FDCWD || (n = fd_link((int)dirfd, room)) <= 0 || room[0] != '/')
        return path;
    size_t length = text_length(path);
    if (!length)
        return room;
    if ((size_t)n + length + 2 > 8192)
        return path;
    room[n] = '/';
    bytes_copy(room + n + 1, path, length + 1);
    return room;
}

static void log_exec(struct block *b, int target, long dirfd, const char *given, char **argv)
{
    char room[8192];
    const char *path = exec_path(dirfd, given, room);
    size_t bytes = text_length(path) + 1;
    int n = 0;
    for (; argv && argv[n] && n < 100000; n++)
        bytes += text_length(argv[n]) + 1;
    struct record *r = log_claim(R_EXEC, b, target, 4, 255, bytes);
    if (!r)
        return;
    r->value[0] = n + 1;
    r->value[1] = dirfd;
    r->value[2] = (int64_t)log_nanos();
    r->value[3] = RAW0(SYS_gettid);
    char *to = (char *)(r->value + 4);
    size_t length = text_length(path) + 1;
    bytes_copy(to, path, length);
    to += length;
    for (int i = 0; i < n; i++) {
        length = text_length(argv[i]) + 1;
        bytes_copy(to, argv[i], length);
        to += length;
    }
    log_done(r);
}

long hook_exec(long nr, long a, long b, long c, long d, long e)
{
    int at = nr == SYS_execveat;
    long dirfd = at ? a : AT_FDCWD;
    const char *path = (const char *)(at ? b : a);
    char **argv = (char **)(at ? c : b);
    char **envp = (char **)(at ? d : c);
    long flags = at ? e : 0;
    clone_adopt();
    struct block *block = current_block();
    if (!block || !library || !path)
        return raw6(nr, a, b, c, d, e, 0);
    long error;
    int target = classify(block, dirfd, path, flags, &error);
    if (error == -ENOENT || error == -ENOTDIR || error == -EFAULT || error == -ENAMETOOLONG || error == -ELOOP)
        return raw6(nr, a, b, c, d, e, 0);
    struct environment env = environment_for(envp, target);
    if (!vfork_block && !block->quiet)
        io_check(block);
    log_exec(block, target, dirfd, path, argv);
    uint8_t *mark = (uint8_t *)run_log + EXECS_AT + ((uint32_t)block->pid & (EXECS - 1));
    *mark = 1;
    if (vfork_block) { /* a success leaves it in the parent's memory, which then frees it */
        spawn_scratch = env.scratch;
        spawn_scratch_size = env.size;
    }
    long r = at ? RAW6(nr, a, b, c, env.list, e, 0) : RAW6(nr, a, b, env.list, 0, 0, 0);
    *mark = 0;
    block->own_read += 1ULL << 40; /* what the kernel read for it is accounted to us, too: no check any more */
    log_values(R_EXEC_FAILED, (int)r, 0, 0, 0, 0, 0);
    spawn_scratch = 0;
    if (env.scratch)
        RAW2(SYS_munmap, env.scratch, env.size);
    return r;
}
