/*
 * The log of a run: one memory file that every process of it maps whole. Java makes it (sparse, so that only what is
 * written takes memory) and reads it; io.roarbench.tracer.preload.LogLayout has the same numbers.
 *
 *   0        struct header
 *   4 KiB    sites of libc and ld.so that were found, kept from run to run (struct module)
 *   32 KiB   programs and libraries that were looked through, kept from run to run (struct image)
 *   64 KiB   one byte a process id (modulo 1 MiB): an exec of a traced process is under way
 *   2 MiB    blocks, one a process image: who it is, and what it read and wrote through each descriptor
 *   4 GiB    records, in the order in which space for them was claimed
 */
#ifndef ROAR_LOG_H
#define ROAR_LOG_H

#include <stdint.h>

#define LOG_MAGIC 0x31304c52414f52ULL
#define LOG_SIZE (16ULL << 30)
#define MODULES_AT 4096
#define MODULES 4
#define IMAGES_AT 32768
#define IMAGES 1024
#define EXECS_AT 65536
#define EXECS 0x100000u
#define BLOCKS_AT (2ULL << 20)
#define BLOCK_SIZE 36864u
#define BLOCKS_MAX 110000u
#define RECORDS_AT (4ULL << 30)
#define FDS 1024

struct header {
    uint64_t magic;
    uint64_t next;           /* offset of the next record */
    uint64_t end;            /* no record beyond; less than the file's size only in tests */
    uint64_t full;           /* records lost because there was no room */
    uint64_t unblocked;      /* processes lost because there was no block */
    uint32_t blocks;         /* claimed so far */
    uint32_t root;           /* 1 once the command's first process is attached */
    uint32_t forks;          /* processes about to be made; a new one has no block until it first runs */
    uint32_t images;         /* looked through in this run */
    uint64_t races;          /* reads and writes whose descriptor another thread closed meanwhile */
    uint32_t pid_namespaces; /* some process may not be in ours */
    uint32_t roots;          /* some process may have another root or other mounts */
    uint32_t most_blocks;    /* BLOCKS_MAX; less only in tests */
    uint64_t names __attribute__((aligned(64))); /* renames and links so far; read at every read and write */
};

enum image_state { IMAGE_CLEAN = 1, IMAGE_RAW };

/* A program or library, in a table by its identity: whether its code makes system calls itself. */
struct image {
    uint64_t identity[2];    /* 0 if the entry is free */
    uint32_t state;          /* 0 while a process looks */
    uint32_t reserved[3];
};

struct counters {
    uint64_t read_calls, read_bytes, write_calls, write_bytes;
};

struct block {
    int32_t pid;
    uint32_t max_fd;         /* highest descriptor with counters, plus one */
    uint64_t closed_read;    /* bytes that closed descriptors and copies accounted for; see io.c */
    uint64_t closed_write;
    uint64_t own_read;       /* bytes that the tracer itself read */
    uint64_t base_read;      /* /proc/self/io when the image started */
    uint64_t base_write;
    uint32_t shared_map;     /* a shared mapping exists that mprotect could make writable */
    uint32_t quiet;          /* a seccomp filter is in force: no system calls of our own */
    uint32_t threaded;       /* it made a thread */
    uint32_t filtered;       /* a seccomp filter was in force when the image started: no calls that it may not know */
    uint64_t names;          /* header's names as they were when the counters began to count */
    uint64_t padding[7];
    struct counters fds[FDS];
    uint16_t turns[FDS];     /* of a threaded process: which use of the number it is; odd when it is none, see calls.c */
};

struct record {
    uint32_t length;         /* with this header, a multiple of 8 */
    uint8_t type;
    uint8_t state;           /* 1 claimed, 2 complete */
    uint8_t values;          /* how many int64 follow */
    uint8_t strings;         /* how many NUL-terminated strings follow them; 255: value 0 says */
    uint32_t block;
    int32_t fd;
    int64_t value[];
};

enum type {
    R_START = 1, R_FORK, R_FORKED, R_CHILD, R_EXEC, R_EXEC_FAILED, R_EXIT, R_WAIT, R_OPEN, R_SPECIAL, R_IDENTITY, R_CLOSE,
    R_CLOSE_RANGE, R_DUP, R_CLOEXEC, R_UNSHARE, R_CHDIR, R_FCHDIR, R_CHROOT, R_IO, R_COPY, R_MMAP, R_RENAME, R_LINK, R_SYMLINK,
    R_UNLINK, R_MAKE, R_TRUNCATE, R_TRUNCATE_FD, R_FLAG
};

enum flag { F_IO_URING = 1, F_AIO, F_SECCOMP, F_PTRACE, F_MAPPING, F_HANDLE, F_RAW, F_UNPATCHED, F_SHARED_MEMORY, F_UNSHARED_THREAD,
            F_RAW_CODE, F_MOUNTS, F_SHARED_FILES };

extern struct header *run_log;
extern struct block *process_block;
extern __thread struct block *vfork_block;

/* What the stubs of reads and writes count in, without a lock prefix: null as soon as another thread may do so, too. */
extern struct counting {
    struct block *block;
    const uint64_t *names;   /* the header's */
} counting;

/* The block of the running process: in a vfork child, which shares its parent's memory, one of its own. */
static inline struct block *current_block(void)
{
    struct block *own = vfork_block;
    return own ? own : process_block;
}

int log_attach(const char *path);
struct block *log_block(int pid);
/* The id of this process as the tracer knows it, also within a pid namespace of its own. */
int own_pid(void);
/* Of its parent; 0 if not known. */
int own_parent(void);
uint32_t block_number(const struct block *b);

/* Space for a record, claimed but not complete; null if there is none or no log. Complete it by log_done. */
struct record *log_claim(int type, struct block *b, int fd, int values, int strings, uint64_t string_bytes);
void log_done(struct record *r);
void log_values(int type, int fd, int values, int64_t a, int64_t b, int64_t c, int64_t d);
/* With up to two strings; null means none. */
void log_paths(int type, int fd, int64_t a, int64_t b, const char *s, const char *t);
void log_identity(int fd);
/* What /proc/self/fd says of it, without " (deleted)"; length, or -errno. `to` has room for 4097 bytes. */
long fd_link(int fd, char *to);
uint64_t log_nanos(void);

#endif
