/* Reading a mapped file that somebody truncates raises SIGBUS, which kills a process, JVMs included. */
#ifndef ROARHASH_GUARD_H
#define ROARHASH_GUARD_H

#include <stddef.h>

enum { GUARD_OK, GUARD_FAULT, GUARD_NOT_INSTALLED };

/* Runs f(arg); a SIGBUS at an address in [p, p + n) on this thread ends it with GUARD_FAULT. f must hold no lock and
 * call no Java. Any other SIGBUS goes to the handler that was there before. GUARD_NOT_INSTALLED (f was not run): another
 * library replaced our handler, so don't touch mappings. */
int guarded(const void *p, size_t n, void (*f)(void *), void *arg);

#endif
