/* Threads inside a host that has its own ideas about signals. */
#ifndef ROARHASH_THREADS_H
#define ROARHASH_THREADS_H

#include <pthread.h>

/* Starts up to n threads, which take no signals but those of their own faults; returns how many there are. */
int threads_start(pthread_t *ids, int n, void *(*run)(void *), void *arg);

#endif
