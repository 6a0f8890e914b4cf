/* The fork server: starts commands for the JVM at the other end of SOCKET_FD, waits for them, and ends with it.
 *
 * A command started from here is measured right: stamps and rusage are taken beside wait4, and the peak memory that the
 * kernel carries over an exec is this small program's, not the JVM's. */
#include "launcher.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_JOBS 1024

static struct job *jobs;
static int top; /* no job at or above this place is used */
static sigset_t original, blocked;

static void on_child(int signal) { (void)signal; }

static struct job *free_job(void) {
    for (int i = 0; i < MAX_JOBS; i++) {
        if (jobs[i].used) continue;
        if (i >= top) top = i + 1;
        return &jobs[i];
    }
    return NULL;
}

static struct job *find(uint32_t id) {
    for (int i = 0; i < top; i++) if (jobs[i].used && jobs[i].id == id) return &jobs[i];
    return NULL;
}

static void signal_job(const struct job *job, int signal) {
    pid_t pid = job->command;
    if (pid > 0) kill(job->own_group ? -pid : pid, signal);
}

static void started(const struct job *job) {
    struct reply r = { .type = REPLY_STARTED, .id = job->id, .pid = job->command, .start = job->start };
    send_reply(&r);
}

/* vfork: the child borrows our memory until it execs, which is how it tells why it could not. */
static void start_plain(const struct command *c, struct job *job) {
    const char *volatile failed = NULL;
    volatile int error = 0;
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    job->start = now();
    pid_t pid = vfork();
    if (pid == 0) {
        failed = become(c);
        if (!failed) failed = execute(c);
        error = errno;
        _exit(127);
    }
    if (pid < 0) { failed = "vfork"; error = errno; }
    if (failed) {
        if (pid > 0) waitpid(pid, NULL, 0);
        send_failed(job->id, error, failed);
    } else {
        job->child = job->command = pid;
        job->used = 1;
        started(job);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

static void start_traced(const struct command *c, struct job *job) {
    job->start = now();
    job->used = 1;
    pid_t pid = fork();
    if (pid == 0) trace(c, job);
    if (pid < 0) {
        job->used = 0;
        send_failed(job->id, errno, "fork the tracer");
        return;
    }
    job->child = pid;
}

static void start(const struct command *c) {
    struct job *job = free_job();
    if (!job) {
        send_failed(c->head.id, EAGAIN, "start: too many commands at once");
        return;
    }
    memset(job, 0, sizeof *job);
    job->id = c->head.id;
    job->own_group = (c->head.flags & FLAG_OWN_GROUP) != 0;
    job->traced = c->head.trace != TRACE_NONE;
    job->grace = c->head.grace;
    if (job->traced) start_traced(c, job); else start_plain(c, job);
    job->deadline = c->head.timeout > 0 ? job->start + c->head.timeout : 0;
}

static void ended(struct job *job, int status, int64_t end, const struct rusage *usage) {
    if (job->traced) {
        struct reply r = { .type = REPLY_TRACED, .id = job->id, .pid = job->child, .status = status };
        send_reply(&r);
    } else {
        job->command = 0;
        send_exited(job, job->child, status, end, usage);
    }
    job->used = 0;
}

static void reap(void) {
    for (int i = 0; i < top; i++) {
        struct job *job = &jobs[i];
        struct rusage usage;
        int status;
        if (job->used && job->child > 0 && wait4(job->child, &status, WNOHANG, &usage) == job->child)
            ended(job, status, now(), &usage);
    }
    while (top > 0 && !jobs[top - 1].used) top--;
}

/* SIGTERM at the deadline, SIGKILL after the grace. */
static int64_t expire(void) {
    int64_t next = INT64_MAX, t = now();
    for (int i = 0; i < top; i++) {
        struct job *job = &jobs[i];
        if (!job->used || !job->deadline) continue;
        if (t >= job->deadline) {
            signal_job(job, job->timed_out ? SIGKILL : SIGTERM);
            job->deadline = job->timed_out ? 0 : t + job->grace;
            job->timed_out = 1;
        }
        if (job->deadline && job->deadline < next) next = job->deadline;
    }
    return next;
}

static void kill_all(void) {
    for (int i = 0; i < top; i++) {
        if (!jobs[i].used) continue;
        signal_job(&jobs[i], SIGKILL);
        if (jobs[i].traced && jobs[i].child > 0) kill(jobs[i].child, SIGKILL);
    }
}

static void serve(void) {
    for (;;) {
        int64_t next = expire();
        struct pollfd p = { .fd = SOCKET_FD, .events = POLLIN };
        struct timespec wait = { 0 }, *timeout = NULL;
        if (next != INT64_MAX) {
            int64_t left = next - now();
            if (left < 0) left = 0;
            wait.tv_sec = left / NANOS;
            wait.tv_nsec = left % NANOS;
            timeout = &wait;
        }
        int ready = ppoll(&p, 1, timeout, &original);
        reap();
        if (ready <= 0 || !p.revents) continue;
        struct command command;
        uint32_t id;
        int signal, what = receive(&command, &id, &signal);
        if (what == 0) break;
        if (what == 1) {
            start(&command);
            release(&command);
        } else {
            struct job *job = find(id);
            if (job) signal_job(job, signal);
        }
    }
    kill_all();
}

static void quiet_signals(void) {
    static const int ignored[] = { SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE, SIGHUP };
    struct sigaction ignore = { .sa_handler = SIG_IGN }, child = { .sa_handler = on_child };
    /* A terminal's Ctrl-C is for the command and for the JVM, which then ends us by closing the socket. */
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) sigaction(ignored[i], &ignore, NULL);
    sigaction(SIGCHLD, &child, NULL);
    sigemptyset(&original);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGCHLD);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
}

int main(int argc, char **argv) {
    if (argc != 2 || strcmp(argv[1], "serve") != 0) {
        fprintf(stderr, "roar-launcher is started by roar-bench, not by hand\n");
        return 2;
    }
    syscall(SYS_close_range, SOCKET_FD + 1, ~0U, 0);
    fcntl(SOCKET_FD, F_SETFD, FD_CLOEXEC);
    jobs = mmap(NULL, MAX_JOBS * sizeof *jobs, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (jobs == MAP_FAILED) return 1;
    quiet_signals();
    serve();
    return 0;
}
