/* Messages from and to the JVM over the stream socket SOCKET_FD. */
#include "launcher.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_FDS 4

int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * NANOS + t.tv_nsec;
}

/* The first bytes of a message carry the descriptors. */
static ssize_t receive_some(void *to, size_t size, int *fds, int *nfds) {
    char control[CMSG_SPACE(MAX_FDS * sizeof(int))];
    struct iovec io = { to, size };
    struct msghdr message = { .msg_iov = &io, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
    ssize_t got;
    do got = recvmsg(SOCKET_FD, &message, MSG_CMSG_CLOEXEC); while (got < 0 && errno == EINTR);
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
        int count = (int)((c->cmsg_len - CMSG_LEN(0)) / sizeof(int));
        for (int i = 0; i < count; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(c) + i * sizeof(int), sizeof fd);
            if (*nfds < MAX_FDS) fds[(*nfds)++] = fd; else close(fd);
        }
    }
    return got;
}

static int receive_all(void *to, size_t size, int *fds, int *nfds) {
    for (size_t done = 0; done < size;) {
        ssize_t got = receive_some((char *)to + done, size - done, fds, nfds);
        if (got <= 0) return 0;
        done += (size_t)got;
    }
    return 1;
}

static char *next_string(char **at) {
    char *s = *at;
    *at += strlen(s) + 1;
    return s;
}

static void parse(struct command *c, int *fds, int nfds) {
    char *at = c->payload;
    int next = 0;
    c->cwd = next_string(&at);
    for (int i = 0; i < 3; i++) c->file[i] = next_string(&at);
    c->argv = calloc(c->head.argc + c->head.envc + 2, sizeof(char *));
    c->env = c->argv + c->head.argc + 1;
    for (uint32_t i = 0; i < c->head.argc; i++) c->argv[i] = next_string(&at);
    for (uint32_t i = 0; i < c->head.envc; i++) c->env[i] = next_string(&at);
    for (int i = 0; i < 3; i++) c->fds[i] = c->head.stdio[i] == STDIO_FD && next < nfds ? fds[next++] : -1;
    c->log_fd = c->head.trace != TRACE_NONE && next < nfds ? fds[next++] : -1;
}

int receive(struct command *c, uint32_t *id, int *signal) {
    uint32_t size;
    int fds[MAX_FDS], nfds = 0;
    memset(c, 0, sizeof *c);
    if (!receive_all(&size, sizeof size, fds, &nfds) || size < sizeof c->head) return 0;
    if (!receive_all(&c->head, sizeof c->head, fds, &nfds)) return 0;
    *id = c->head.id;
    size -= sizeof c->head;
    c->payload = calloc(1, size + 1);
    if (!c->payload || !receive_all(c->payload, size, fds, &nfds)) return 0;
    if (c->head.type == REQUEST_SIGNAL) {
        *signal = (int)c->head.flags;
        free(c->payload);
        return 2;
    }
    parse(c, fds, nfds);
    return 1;
}

void release(struct command *c) {
    for (int i = 0; i < 3; i++) if (c->fds[i] >= 0) close(c->fds[i]);
    if (c->log_fd >= 0) close(c->log_fd);
    free(c->argv);
    free(c->payload);
}

/* Small enough to go in one piece, so that server and tracer processes can share the socket. */
void send_reply(const struct reply *reply) {
    while (send(SOCKET_FD, reply, sizeof *reply, MSG_NOSIGNAL) < 0 && errno == EINTR) {}
}

void send_failed(uint32_t id, int error, const char *what) {
    struct reply r = { .type = REPLY_FAILED, .id = id, .pid = error };
    strncpy(r.what, what, sizeof r.what - 1);
    send_reply(&r);
}

static int64_t nanos(struct timeval t) { return t.tv_sec * NANOS + t.tv_usec * 1000LL; }

void send_exited(const struct job *job, pid_t pid, int status, int64_t end, const struct rusage *u) {
    struct reply r = {
        .type = REPLY_EXITED, .id = job->id, .pid = pid, .status = status, .start = job->start, .wall = end - job->start,
        .user = nanos(u->ru_utime), .system = nanos(u->ru_stime), .maxrss = u->ru_maxrss * 1024L,
        .minor = u->ru_minflt, .major = u->ru_majflt, .voluntary = u->ru_nvcsw, .involuntary = u->ru_nivcsw,
        .timed_out = (uint32_t)job->timed_out,
    };
    send_reply(&r);
}
