/* The child's side of starting a command. Runs after vfork or fork: only async-signal-safe calls, no allocation. */
#include "launcher.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int open_stdio(const struct command *c, int i) {
    int write_flags = O_WRONLY | O_CREAT | (c->head.stdio[i] == STDIO_APPEND ? O_APPEND : O_TRUNC);
    switch (c->head.stdio[i]) {
    case STDIO_NULL: return open("/dev/null", (i == 0 ? O_RDONLY : O_WRONLY) | O_CLOEXEC);
    case STDIO_FD: return c->fds[i];
    case STDIO_INHERIT: return i;
    default: return open(c->file[i], (i == 0 ? O_RDONLY : write_flags) | O_CLOEXEC, 0666);
    }
}

/* Descriptors below 3 as sources are moved up first, so that no dup2 overwrites one that is still needed. */
static const char *wire_stdio(const struct command *c) {
    int from[3];
    for (int i = 0; i < 3; i++) {
        from[i] = open_stdio(c, i);
        if (from[i] < 0) return i == 0 ? "open stdin" : i == 1 ? "open stdout" : "open stderr";
        if (from[i] < 3 && from[i] != i) {
            from[i] = fcntl(from[i], F_DUPFD_CLOEXEC, 10);
            if (from[i] < 0) return "move a descriptor";
        }
    }
    for (int i = 0; i < 3; i++) {
        if (from[i] == i) fcntl(i, F_SETFD, 0);
        else if (dup2(from[i], i) < 0) return "dup2";
    }
    return NULL;
}

static void default_signals(void) {
    static const int ours[] = { SIGCHLD, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE, SIGHUP };
    struct sigaction standard = { .sa_handler = SIG_DFL };
    sigset_t none;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) sigaction(ours[i], &standard, NULL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* A process group of its own is none that the terminal is in front of: it would be stopped when it reads from there, and
 * wait for ever. Without a terminal, /dev/tty cannot be opened (ENXIO), which programs tell. A session of its own would do
 * that, too, but change how the command is scheduled (sched_autogroup). */
static void leave_terminal(void) {
    setpgid(0, 0);
    int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal >= 0) {
        ioctl(terminal, TIOCNOTTY);
        close(terminal);
    }
}

const char *become(const struct command *c) {
    const char *failed = wire_stdio(c);
    if (failed) return failed;
    if (c->head.flags & FLAG_OWN_GROUP) leave_terminal();
    if (chdir(c->cwd) < 0) return "chdir";
    default_signals();
    return NULL;
}

static const char *path_of(char **env) {
    for (; *env; env++) if (strncmp(*env, "PATH=", 5) == 0) return *env + 5;
    return "/usr/local/bin:/usr/bin:/bin";
}

/* As execvp(3) looks a program up, but in the command's own PATH, and without a shell for unknown formats. */
const char *execute(const struct command *c) {
    const char *name = c->argv[0];
    if (strchr(name, '/')) {
        execve(name, c->argv, c->env);
        return "exec";
    }
    int error = ENOENT;
    char file[PATH_MAX];
    for (const char *path = path_of(c->env); ; ) {
        size_t length = strcspn(path, ":");
        if (length + strlen(name) + 2 <= sizeof file) {
            memcpy(file, path, length);
            if (length > 0) file[length++] = '/';
            strcpy(file + length, name);
            execve(file, c->argv, c->env);
            if (errno == EACCES) error = EACCES;
            else if (errno != ENOENT && errno != ENOTDIR) { error = errno; break; }
        }
        path += strcspn(path, ":");
        if (!*path++) break;
    }
    errno = error;
    return "exec";
}
