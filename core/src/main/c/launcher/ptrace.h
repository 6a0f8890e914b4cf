/* What the files of the ptrace tracer share. One process, one traced command; one thread for ptrace stops and one for
 * notifications, of which only one at a time is past tracing_lock. */
#ifndef ROAR_PTRACE_H
#define ROAR_PTRACE_H
#include "launcher.h"
#include <stdint.h>
#include <sys/types.h>

/* The log: records in native byte order, read by io.roarbench.tracer.ptrace.LogReader. */
enum record_type {
    R_START = 1, R_CLONE, R_EXEC, R_THREAD_EXIT, R_PROCESS_EXIT, R_OPEN, R_IDENTITY, R_CLOSE, R_CLOSE_RANGE, R_IO,
    R_COPY, R_MMAP, R_RENAME, R_LINK, R_SYMLINK, R_UNLINK, R_MAKE, R_TRUNCATE, R_TRUNCATE_FD, R_FLAG, R_LOST, R_UNSHARE,
    R_DUP, R_END
};

/* Codes of R_FLAG; LogReader has the same list. */
enum flag_code {
    F_FOREIGN = 1, F_IO_URING, F_AIO, F_SECCOMP, F_PTRACE, F_UNTRACED, F_UNKNOWN_PATH, F_SETUID, F_MAPPING, F_UNKNOWN_FD,
    F_APPROXIMATE, F_HANDLE
};

struct record {
    uint32_t size;      /* with the strings */
    uint16_t type, strings;
    int32_t tid, unused;
    int64_t nanos;
    int64_t arg[5];
};                      /* then per string: uint32_t length, bytes */

struct string { const char *bytes; uint32_t length; };

/* ptrace_log.c */
void log_open(int fd);
void log_record(enum record_type type, pid_t tid, const int64_t *args, int nargs, const struct string *s, int ns);
void log_args(enum record_type type, pid_t tid, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e);
void log_text(enum record_type type, pid_t tid, int64_t a, int64_t b, int64_t c, const char *s, const char *t);
void log_flag(pid_t tid, enum flag_code code, const char *detail);
void log_lost(pid_t tid, const char *kind, int64_t count);
void log_close(void);

/* What is added up for a descriptor between its opening and its closing. */
struct bucket {
    int known;          /* the log says what it is since it was opened */
    pid_t task;         /* whose sums these are, as task_of gives it */
    int64_t base;       /* fdpos: the position up to which all is counted */
    int64_t read_calls, read_bytes, write_calls, write_bytes;
};

/* A files_struct. */
struct files {
    int users, size;
    struct bucket *bucket;
    struct files *next, *previous;
};

struct process {
    pid_t pid;
    int threads;
    unsigned flagged;   /* bit per flag_code, so that each is logged once */
    int shared_maps;    /* read-only shared mappings that mprotect could make writable */
};

struct call { uint64_t nr, arg[6]; };

struct thread {
    pid_t tid;
    struct process *process;  /* NULL until its making is known */
    struct files *files;
    struct thread *next;
    int stopped_early;        /* its first stop came before its maker's event */
    int in_call;              /* its exit stop is awaited */
    struct call call;
    uint64_t clone_flags;
    int existed;              /* the file of an O_CREAT was there before */
    int pending_fd;           /* a read or write whose result is not known yet, or -1 */
    int pending_write;
    int pending_unit;         /* calls of one byte each, any number of them */
    int orphaned;             /* the descriptor was closed since, by another thread */
    int io_fd;                /* /proc/PID/task/TID/io, or -1 */
    int64_t rchar, wchar;
    char *exec_path;
};

extern int mode;              /* enum trace_mode */
extern int roots_differ;      /* some process has another root or mounts */

/* ptrace_filter.c: installed by the command's own process before it execs. 0, or -1 with errno. */
int install_filter(int trace_mode, int *listener);           /* *listener: where reads and writes are notified, or -1 */
int is_data_call(long nr);

/* ptrace_notify.c */
int send_listener(int socket, int fd);                        /* by the command's own process; 0, or -1 with errno */
int notify_start(int socket);                                 /* 0, or -1 with errno */
void tracing_lock(void);
void tracing_unlock(void);
void hide_interruption(const struct thread *t);

/* ptrace_path.c. Paths are up to PATH_MAX bytes with the NUL; each returns 0 if there is none. */
int read_string(pid_t tid, uint64_t address, char *to, size_t size);
int read_memory(pid_t tid, uint64_t address, void *to, size_t size);
int fd_path(pid_t tid, int fd, char *to);                     /* 1 a file, 2 a file without a name, -1 no file */
int absolute_path(const struct thread *t, int dirfd, const char *path, char *to);
int parent_resolved(const struct thread *t, int dirfd, const char *path, char *to);
int path_exists(const struct thread *t, int dirfd, const char *path);
int link_of(const char *link, char *to);

/* ptrace_io.c */
struct files *files_new(void);
void files_drop(struct files *files);
void flush_fd(struct files *files, int fd);
void flush_files(struct files *files);
void flush_all(void);
void forget_fd(struct thread *t, int fd);                     /* it is closed */
void forget_range(struct thread *t, uint32_t first, uint32_t last);
struct bucket *use_fd(struct thread *t, int fd);              /* NULL if it is not open */
void opened_fd(struct thread *t, int fd, int flags);
void settle(struct thread *t);
void expect_io(struct thread *t, int fd, int writes, int unit);
void take_all(void);                                          /* what calls that still run have given so far */
void sample_positions(struct thread *t);
void files_exec(struct thread *t);

/* ptrace_calls.c */
int on_entry(struct thread *t);                               /* 1 if the exit stop is wanted */
int on_data_call(struct thread *t);                           /* 1 if it was a read or write */
void on_exit_stop(struct thread *t, int64_t result);
void flag_once(struct thread *t, enum flag_code code, const char *detail);

char *read_file(pid_t pid, const char *name, size_t *length);  /* of /proc/PID; to be freed */
struct thread *thread_of(pid_t tid);
/* By what id the log names the user of a thread's descriptors: its process, but for a thread that has a table of its own. */
pid_t task_of(const struct thread *t);
struct thread *any_thread(int (*accept)(struct thread *, void *), void *with);
#endif
