/* Reads and writes as seccomp notifications (seccomp_unotify(2)) instead of ptrace stops: a second thread of the tracer
 * takes them, at two thirds of a stop's cost. The call then runs as if nothing had been.
 *
 * Only with WAIT_KILLABLE_RECV (Linux 5.19): else signals could tear a call away from us after it was counted. */
#define _GNU_SOURCE
#include "ptrace.h"
#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <stdio.h>

#ifndef SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP 1
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#endif

/* Newer kernels may have longer structures; they ask for zeroed ones. */
union notification { struct seccomp_notif n; char room[512]; };
union answer { struct seccomp_notif_resp r; char room[512]; };

static pthread_mutex_t tracing = PTHREAD_MUTEX_INITIALIZER;
static int listener = -1;

void tracing_lock(void) { pthread_mutex_lock(&tracing); }
void tracing_unlock(void) { pthread_mutex_unlock(&tracing); }

/* With an fd of -1 only word that there is none. */
int send_listener(int socket, int fd) {
    char byte = 0, room[CMSG_SPACE(sizeof fd)];
    memset(room, 0, sizeof room);
    struct iovec text = { &byte, 1 };
    struct msghdr m = { .msg_iov = &text, .msg_iovlen = 1 };
    if (fd >= 0) {
        m.msg_control = room;
        m.msg_controllen = sizeof room;
        struct cmsghdr *c = CMSG_FIRSTHDR(&m);
        *c = (struct cmsghdr){ .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fd) };
        memcpy(CMSG_DATA(c), &fd, sizeof fd);
    }
    return sendmsg(socket, &m, 0) == 1 ? 0 : -1;
}

static int receive_listener(int socket, int *fd) {
    char byte, room[CMSG_SPACE(sizeof *fd)];
    struct iovec text = { &byte, 1 };
    struct msghdr m = { .msg_iov = &text, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room };
    *fd = -1;
    if (recvmsg(socket, &m, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) != 1) return -1;
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    if (c && c->cmsg_type == SCM_RIGHTS) memcpy(fd, CMSG_DATA(c), sizeof *fd);
    return 0;
}

static void on_notification(const struct seccomp_notif *n) {
    struct thread *t = thread_of((pid_t)n->pid);
    if (t && t->process) {
        t->call.nr = (uint64_t)n->data.nr;
        memcpy(t->call.arg, n->data.args, sizeof t->call.arg);
        on_data_call(t);
    } else if (ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &n->id) == 0) {
        log_lost((pid_t)n->pid, "unsettled_io", 1);
    }
}

/* Nobody is left who could notify. */
static int is_over(void) {
    struct pollfd p = { .fd = listener, .events = POLLIN };
    return poll(&p, 1, 0) == 1 && (p.revents & POLLHUP);
}

static void *notifications(void *unused) {
    union notification in;
    union answer out;
    (void)unused;
    memset(&out, 0, sizeof out);
    for (;;) {
        memset(&in, 0, sizeof in);
        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &in) < 0) {
            if (errno == EINTR || (errno == ENOENT && !is_over())) continue;
            return NULL;
        }
        tracing_lock();
        on_notification(&in.n);
        tracing_unlock();
        out.r.id = in.n.id;
        out.r.error = 0;
        out.r.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
        /* Fails only for a thread that was killed meanwhile. */
        ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &out);
    }
}

int notify_start(int socket) {
    pthread_t thread;
    if (receive_listener(socket, &listener) < 0) return -1;
    if (listener < 0) return 0;
    /* Where it is known (Linux 6.6), it keeps both on one CPU's cache. */
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, (unsigned long)SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
    errno = pthread_create(&thread, NULL, notifications, NULL);
    return errno ? -1 : 0;
}

/* As the kernel has it before it decides between EINTR and a restart (include/linux/errno.h). */
#define ERESTARTSYS_CODE (-512)
#define ERESTARTNOINTR_CODE (-513)

/* A signal that comes while a call waits to be taken makes the kernel begin it anew, or fail with EINTR if the handler is without
 * SA_RESTART. Calls on plain files never fail so: they begin anew in any case. On pipes and their like EINTR may come at any time. */
void hide_interruption(const struct thread *t) {
#ifdef __x86_64__
    char link[64];
    struct stat s;
    if (listener < 0) return;
    long result = ptrace(PTRACE_PEEKUSER, t->tid, offsetof(struct user_regs_struct, rax), 0);
    long nr = ptrace(PTRACE_PEEKUSER, t->tid, offsetof(struct user_regs_struct, orig_rax), 0);
    if (result != ERESTARTSYS_CODE || !is_data_call(nr)) return;
    snprintf(link, sizeof link, "/proc/%d/fd/%d", t->tid,
             (int)ptrace(PTRACE_PEEKUSER, t->tid, offsetof(struct user_regs_struct, rdi), 0));
    if (stat(link, &s) == 0 && !S_ISREG(s.st_mode) && !S_ISBLK(s.st_mode)) return;
    ptrace(PTRACE_POKEUSER, t->tid, offsetof(struct user_regs_struct, rax), (long)ERESTARTNOINTR_CODE);
#else
    (void)t;
#endif
}
