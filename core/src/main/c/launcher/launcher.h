/* What the files of the launcher share: the protocol with the JVM, and starting a command. */
#ifndef ROAR_LAUNCHER_H
#define ROAR_LAUNCHER_H
#define _GNU_SOURCE
#include <stdint.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/resource.h>

#define SOCKET_FD 3
#define NANOS 1000000000LL

enum request_type { REQUEST_START = 1, REQUEST_SIGNAL = 2 };
enum reply_type { REPLY_STARTED = 1, REPLY_FAILED = 2, REPLY_EXITED = 3, REPLY_TRACED = 4 };
enum stdio_kind { STDIO_NULL = 0, STDIO_INHERIT = 1, STDIO_FD = 2, STDIO_FILE = 3, STDIO_APPEND = 4 };
enum trace_mode { TRACE_NONE = 0, TRACE_EXACT = 1, TRACE_FDPOS = 2 };

#define FLAG_OWN_GROUP 1

/* Native byte order: both ends are on one machine. Strings follow, each ended by NUL: cwd, three paths of stdio
 * files (empty where none), argv, env. */
struct request {
    uint32_t type, id;
    uint32_t flags;       /* START: FLAG_*; SIGNAL: the signal */
    uint32_t stdio[3];
    uint32_t argc, envc;
    uint32_t trace, cpu;  /* cpu: pin to this one, or UINT32_MAX */
    int64_t timeout, grace;
};

struct reply {
    uint32_t type, id;
    int32_t pid;          /* STARTED, EXITED; FAILED: errno */
    int32_t status;       /* as wait4 gives it; FAILED: unused */
    int64_t start, wall, user, system, maxrss, minor, major, voluntary, involuntary;
    uint32_t timed_out;
    char what[60];        /* FAILED: which step */
};

struct command {
    struct request head;
    char *payload;
    const char *cwd, *file[3];
    char **argv, **env;
    int fds[3];           /* for STDIO_FD, else -1 */
    int log_fd;           /* for traces, else -1 */
};

/* One started command; lives in memory shared with the tracer process, if there is one. */
struct job {
    int used;
    uint32_t id;
    pid_t child;          /* the server's own child: the command, or the tracer */
    volatile pid_t command; /* the command; 0 once it has been waited for */
    int own_group, traced;
    int64_t start, deadline, grace;
    volatile int timed_out;
    int exited_sent;
};

int64_t now(void);

/* protocol.c */
int receive(struct command *command, uint32_t *id, int *signal);  /* 1 start, 2 signal, 0 end of file */
void release(struct command *command);
void send_reply(const struct reply *reply);
void send_failed(uint32_t id, int error, const char *what);
void send_exited(const struct job *job, pid_t pid, int status, int64_t end, const struct rusage *usage);

/* spawn.c: what the child does before exec. Returns only on failure, with the step; errno says why. */
const char *become(const struct command *command);
const char *execute(const struct command *command);

/* ptrace_loop.c: the tracer process; never returns. */
void trace(const struct command *command, struct job *job) __attribute__((noreturn));

#endif
