#include "guard.h"
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>

struct guard {
    uintptr_t from, to;
    sigjmp_buf back;
};

/* initial-exec: the first access from a signal handler must not allocate. */
static __thread struct guard *current __attribute__((tls_model("initial-exec")));
static struct sigaction before;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void pass_on(int signal, siginfo_t *info, void *context) {
    if (before.sa_flags & SA_SIGINFO) {
        before.sa_sigaction(signal, info, context);
    } else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) {
        before.sa_handler(signal);
    } else {
        sigaction(signal, &before, 0);   /* the instruction is repeated and has its default effect */
    }
}

static void on_fault(int signal, siginfo_t *info, void *context) {
    struct guard *g = current;
    uintptr_t at = (uintptr_t) info->si_addr;
    if (g != 0 && at >= g->from && at < g->to) siglongjmp(g->back, 1);
    pass_on(signal, info, context);
}

/* SA_NODEFER, so that leaving the handler by a jump needs no change of the mask; SA_ONSTACK, as the JVM does. */
static void install(void) {
    struct sigaction ours = {0};
    ours.sa_sigaction = on_fault;
    ours.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    sigemptyset(&ours.sa_mask);
    sigaction(SIGBUS, &ours, &before);
}

static int installed(void) {
    struct sigaction now;
    pthread_once(&once, install);
    return sigaction(SIGBUS, 0, &now) == 0 && (now.sa_flags & SA_SIGINFO) && now.sa_sigaction == on_fault;
}

int guarded(const void *p, size_t n, void (*f)(void *), void *arg) {
    struct guard g;
    if (!installed()) return GUARD_NOT_INSTALLED;
    g.from = (uintptr_t) p;
    g.to = g.from + n;
    if (sigsetjmp(g.back, 0) != 0) {
        current = 0;
        return GUARD_FAULT;
    }
    current = &g;
    f(arg);
    current = 0;
    return GUARD_OK;
}
