/* System calls in the code of programs and of libraries other than libc, which no hook can see. */
#ifndef ROAR_RAWCALLS_H
#define ROAR_RAWCALLS_H

#include <stdint.h>

/* Whether code holds an instruction that makes a system call which this tracer would log, or one of unknown number. */
int raw_calls_in(const uint8_t *code, uint64_t size);

/* Looks through the program and the libraries that are loaded; flags each that has raw calls. `own` is left out. */
void raw_calls_check_loaded(const char *own);

/* Looks through a file's code that is mapped now (dlopen). */
void raw_calls_check_mapped(const uint8_t *at, uint64_t length, long fd, uint64_t offset);

#endif
