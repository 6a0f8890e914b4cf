#include "threads.h"
#include <signal.h>
#include <stddef.h>

#define STACK ((size_t) 1 << 20)

/* Signals for the process are the host's business. */
static void block_signals(sigset_t *old) {
    sigset_t all;
    sigfillset(&all);
    sigdelset(&all, SIGBUS);
    sigdelset(&all, SIGSEGV);
    sigdelset(&all, SIGILL);
    sigdelset(&all, SIGFPE);
    pthread_sigmask(SIG_SETMASK, &all, old);
}

int threads_start(pthread_t *ids, int n, void *(*run)(void *), void *arg) {
    sigset_t old;
    pthread_attr_t attributes;
    int started = 0;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK);
    block_signals(&old);
    while (started < n && pthread_create(&ids[started], &attributes, run, arg) == 0) started++;
    pthread_sigmask(SIG_SETMASK, &old, 0);
    pthread_attr_destroy(&attributes);
    return started;
}
