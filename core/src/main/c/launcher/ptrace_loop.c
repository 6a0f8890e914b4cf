/* The ptrace tracer: a process of its own between the fork server and the command. */
#define _GNU_SOURCE
#include "ptrace.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef PTRACE_EVENT_STOP
#define PTRACE_EVENT_STOP 128
#endif
#define NATIVE_OPTIONS (PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK \
    | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT | PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL)
#define BUCKETS 4096

#include <linux/audit.h>
#if defined __x86_64__
#define ARCH AUDIT_ARCH_X86_64
#else
#define ARCH AUDIT_ARCH_AARCH64
#endif

int mode, roots_differ;
static struct thread *threads[BUCKETS];
static struct job *job;
static pid_t root;
static int announced, root_exiting, failure_pipe = -1, notify_socket = -1;

struct thread *thread_of(pid_t tid) {
    struct thread *t = threads[tid % BUCKETS];
    while (t && t->tid != tid) t = t->next;
    return t;
}

pid_t task_of(const struct thread *t) {
    if (t->tid == t->process->pid) return t->tid;
    const struct thread *leader = thread_of(t->process->pid);
    return leader && leader->files != t->files ? t->tid : t->process->pid;
}

struct thread *any_thread(int (*accept)(struct thread *, void *), void *with) {
    for (int i = 0; i < BUCKETS; i++)
        for (struct thread *t = threads[i]; t; t = t->next) if (accept(t, with)) return t;
    return NULL;
}

static struct thread *thread_new(pid_t tid) {
    struct thread *t = calloc(1, sizeof *t);
    t->tid = tid;
    t->pending_fd = t->io_fd = -1;
    t->next = threads[tid % BUCKETS];
    threads[tid % BUCKETS] = t;
    return t;
}

static void unlist(struct thread *t) {
    struct thread **at = &threads[t->tid % BUCKETS];
    while (*at != t) at = &(*at)->next;
    *at = t->next;
}

static void thread_free(struct thread *t) {
    unlist(t);
    if (t->io_fd >= 0) close(t->io_fd);
    if (t->files) files_drop(t->files);
    if (t->process && --t->process->threads == 0) free(t->process);
    free(t->exec_path);
    free(t);
}

static void resume(struct thread *t, int signal) {
    ptrace(t->in_call ? PTRACE_SYSCALL : PTRACE_CONT, t->tid, 0, signal);
}

/* --- threads and processes --- */

static void adopt(struct thread *child, struct thread *maker, uint64_t flags) {
    int thread = (flags & CLONE_THREAD) != 0;
    if (thread) {
        child->process = maker->process;
        child->process->threads++;
    } else {
        child->process = calloc(1, sizeof *child->process);
        child->process->pid = child->tid;
        child->process->threads = 1;
        child->process->shared_maps = maker->process->shared_maps;
    }
    if (flags & CLONE_FILES) {
        child->files = maker->files;
        child->files->users++;
    } else {
        child->files = files_new();
    }
}

/* In fdpos mode a child goes on at its parent's positions. */
static void inherit_positions(struct thread *child, struct thread *maker) {
    struct files *from = maker->files, *to = child->files;
    if (mode != TRACE_FDPOS || from == to || from->size == 0) return;
    to->bucket = calloc((size_t)from->size, sizeof *to->bucket);
    to->size = from->size;
    for (int fd = 0; fd < from->size; fd++) to->bucket[fd].base = from->bucket[fd].base;
}

static int parent_of(pid_t pid) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC), parent = 0;
    if (fd < 0) return 0;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    if (n <= 0) return 0;
    text[n] = 0;
    char *after = strrchr(text, ')');
    if (after) sscanf(after + 1, " %*c %d", &parent);
    return parent;
}

static void on_new_task(struct thread *maker) {
    unsigned long id = 0;
    if (ptrace(PTRACE_GETEVENTMSG, maker->tid, 0, &id) < 0) return;
    uint64_t flags = maker->clone_flags; /* 0 for fork and vfork */
    struct thread *child = thread_of((pid_t)id);
    if (!child) child = thread_new((pid_t)id);
    adopt(child, maker, flags);
    inherit_positions(child, maker);
    int parent = flags & CLONE_PARENT && !(flags & CLONE_THREAD) ? parent_of(child->tid) : 0;
    log_args(R_CLONE, maker->tid, child->tid, (flags & CLONE_THREAD) != 0, parent, (flags & CLONE_FILES) != 0,
             (flags & CLONE_FS) != 0);
    maker->clone_flags = 0;
    if (child->stopped_early) {
        child->stopped_early = 0;
        resume(child, 0);
    }
}

char *read_file(pid_t pid, const char *name, size_t *length) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t room = 8192, n = 0;
    char *text = malloc(room + 1);
    for (ssize_t got; fd >= 0 && (got = read(fd, text + n, room - n)) > 0;) {
        n += (size_t)got;
        if (n == room) text = realloc(text, (room *= 2) + 1);
    }
    if (fd >= 0) close(fd);
    *length = n;
    return text;
}

static void flag_lost_rights(struct thread *t, const char *exe) {
    struct stat s;
    char text[PATH_MAX + 16];
    if (geteuid() == 0 || stat(exe, &s) < 0 || !(s.st_mode & (S_ISUID | S_ISGID))) return;
    snprintf(text, sizeof text, "%s", exe);
    log_flag(t->tid, F_SETUID, text);
}

static int other_of_process(struct thread *t, void *with) {
    struct thread *leader = with;
    return t != leader && t->process == leader->process;
}

/* All other threads are gone, and the one that called has taken the leader's id. */
static struct thread *on_exec(pid_t pid) {
    unsigned long former = (unsigned long)pid;
    ptrace(PTRACE_GETEVENTMSG, pid, 0, &former);
    struct thread *t = thread_of((pid_t)former);
    if (!t) t = thread_of(pid);
    if (!t || !t->process) return NULL;
    for (struct thread *o; (o = any_thread(other_of_process, t));) thread_free(o);
    if (t->tid != pid) {
        unlist(t);
        t->tid = pid;
        t->next = threads[pid % BUCKETS];
        threads[pid % BUCKETS] = t;
    }
    if (t->io_fd >= 0) close(t->io_fd);
    t->io_fd = -1;
    files_exec(t);
    char exe[PATH_MAX], link[64];
    size_t length;
    snprintf(link, sizeof link, "/proc/%d/exe", pid);
    if (!link_of(link, exe)) exe[0] = 0;
    char *argv = read_file(pid, "cmdline", &length);
    const char *path = t->exec_path ? t->exec_path : "";
    int64_t args[1] = { (int64_t)former };
    struct string strings[3] = { { path, (uint32_t)strlen(path) }, { exe, (uint32_t)strlen(exe) }, { argv, (uint32_t)length } };
    log_record(R_EXEC, pid, args, 1, strings, 3);
    free(argv);
    flag_lost_rights(t, exe);
    t->process->shared_maps = 0;
    t->in_call = 0;
    return t;
}

static void on_exiting(struct thread *t) {
    if (t->process->pid == root) root_exiting = 1;
    settle(t);
    if (mode == TRACE_FDPOS && t->process->threads == 1) sample_positions(t);
}

/* --- stops --- */

static void get_call(struct thread *t, int seccomp) {
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, t->tid, sizeof info, &info) < 0) return;
    if (seccomp && info.op == PTRACE_SYSCALL_INFO_SECCOMP) {
        t->in_call = 0;
        if (info.arch != ARCH || (info.seccomp.nr & 0x40000000)) {
            flag_once(t, F_FOREIGN, "system calls");
            return;
        }
        t->call.nr = info.seccomp.nr;
        memcpy(t->call.arg, info.seccomp.args, sizeof t->call.arg);
        t->in_call = on_entry(t);
    } else if (!seccomp && info.op == PTRACE_SYSCALL_INFO_EXIT && t->in_call) {
        t->in_call = 0;
        on_exit_stop(t, info.exit.rval);
    }
}

static void announce(void) {
    struct reply r = { .type = REPLY_STARTED, .id = job->id, .pid = root, .start = job->start };
    announced = 1;
    job->command = root;
    close(failure_pipe);
    send_reply(&r);
}

/* At the command's first stop, which is its exec. */
static void start_notifications(void) {
    if (notify_start(notify_socket) < 0) {
        send_failed(job->id, errno, "take the command's notifications");
        _exit(1);
    }
    close(notify_socket);
    notify_socket = -1;
}

static void on_stop(pid_t tid, int status) {
    int signal = WSTOPSIG(status), event = status >> 16;
    struct thread *t = thread_of(tid);
    if (event == PTRACE_EVENT_EXEC) {
        t = on_exec(tid);
        if (tid == root && !announced) announce();
        if (t) resume(t, 0); else ptrace(PTRACE_CONT, tid, 0, 0);
        return;
    }
    if (!t) t = thread_new(tid);
    if (!t->process) {
        t->stopped_early = 1; /* its maker's event resumes it */
        return;
    }
    switch (event) {
    case PTRACE_EVENT_SECCOMP:
        if (notify_socket >= 0) start_notifications();
        get_call(t, 1); resume(t, 0); return;
    case PTRACE_EVENT_CLONE: case PTRACE_EVENT_FORK: case PTRACE_EVENT_VFORK: on_new_task(t); resume(t, 0); return;
    case PTRACE_EVENT_EXIT: on_exiting(t); resume(t, 0); return;
    case PTRACE_EVENT_STOP:
        if (signal == SIGTRAP) resume(t, 0); else ptrace(PTRACE_LISTEN, tid, 0, 0);
        return;
    }
    if (signal == (SIGTRAP | 0x80)) { get_call(t, 0); resume(t, 0); return; }
    hide_interruption(t);
    resume(t, signal);
}

/* Only for a command whose end came without an exit stop. */
static const struct rusage no_usage;

static void on_end(pid_t tid, int status, const struct rusage *usage) {
    struct thread *t = thread_of(tid);
    if (t && t->process) {
        if (t->pending_fd >= 0) log_lost(tid, "unsettled_io", 1);
        if (t->process->pid == tid) {
            flush_all();
            log_args(R_PROCESS_EXIT, tid, status, 0, 0, 0, 0);
        } else {
            if (task_of(t) == tid) flush_files(t->files);
            log_args(R_THREAD_EXIT, tid, 0, 0, 0, 0, 0);
        }
    }
    if (t) thread_free(t);
    if (tid == root && announced) {
        job->command = 0;
        send_exited(job, root, status, now(), root_exiting ? usage : &no_usage);
        root = -1;
        root_exiting = 0;
    }
}

static void loop(void) {
    for (;;) {
        struct rusage usage;
        int status;
        /* Usage costs time at each stop and is wanted once. */
        pid_t tid = wait4(-1, &status, __WALL, root_exiting ? &usage : NULL);
        if (tid < 0 && errno == EINTR) continue;
        if (tid < 0) return;
        tracing_lock();
        if (WIFSTOPPED(status)) on_stop(tid, status); else on_end(tid, status, &usage);
        tracing_unlock();
    }
}

/* --- start --- */

static void give_up(int error, const char *what) {
    send_failed(job->id, error, what);
    _exit(1);
}

/* Waits until it is traced, then becomes the command. */
static void child(const struct command *c, int go, int failed, int notify) {
    char byte;
    int listener;
    const char *what = become(c);
    if (!what && read(go, &byte, 1) != 1) _exit(127);
    if (!what && install_filter((int)c->head.trace, &listener) < 0) what = "install the seccomp filter";
    if (!what && send_listener(notify, listener) < 0) _exit(127);
    if (!what) what = execute(c);
    struct { int error; char what[60]; } reason = { errno, "" };
    strncpy(reason.what, what, sizeof reason.what - 1);
    if (write(failed, &reason, sizeof reason) < 0) _exit(126);
    _exit(127);
}

static void pin(uint32_t cpu) {
    cpu_set_t set;
    if (cpu == UINT32_MAX) return;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set) < 0) give_up(errno, "pin to a CPU");
}

/* Stops are waited for; a signal for each would only cost time. */
static void no_stop_signals(void) {
    struct sigaction quiet = { .sa_handler = SIG_DFL, .sa_flags = SA_NOCLDSTOP };
    sigaction(SIGCHLD, &quiet, NULL);
}

static int cloexec_pipe(int *both) { return pipe2(both, O_CLOEXEC); }

void trace(const struct command *c, struct job *shared) {
    int go[2], failed[2], notify[2];
    struct { int error; char what[60]; } reason;
    job = shared;
    mode = (int)c->head.trace;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NAME, "roar-ptrace");
    pin(c->head.cpu);
    no_stop_signals();
    if (cloexec_pipe(go) < 0 || cloexec_pipe(failed) < 0
        || socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, notify) < 0) give_up(errno, "pipe");
    root = fork();
    if (root < 0) give_up(errno, "fork");
    if (root == 0) {
        close(go[1]);
        child(c, go[0], failed[1], notify[1]);
    }
    close(go[0]);
    close(failed[1]);
    close(notify[1]);
    failure_pipe = failed[0];
    notify_socket = notify[0];
    if (ptrace(PTRACE_SEIZE, root, 0, NATIVE_OPTIONS) < 0) {
        int error = errno;
        kill(root, SIGKILL);
        give_up(error, "ptrace");
    }
    log_open(c->log_fd);
    struct thread *first = thread_new(root);
    first->process = calloc(1, sizeof *first->process);
    first->process->pid = root;
    first->process->threads = 1;
    first->files = files_new();
    log_text(R_START, root, 0, 0, 0, c->cwd, NULL);
    if (mode == TRACE_FDPOS) log_flag(root, F_APPROXIMATE, "fdpos counts positions, not calls");
    if (write(go[1], "", 1) < 0) give_up(errno, "let the command go");
    close(go[1]);
    loop();
    if (!announced) {
        ssize_t n = read(failure_pipe, &reason, sizeof reason);
        if (n == (ssize_t)sizeof reason) give_up(reason.error, reason.what);
        give_up(ECHILD, "the command ended before it was started");
    }
    tracing_lock();
    log_close();
    _exit(0);
}
