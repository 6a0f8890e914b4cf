/* Many files' MD5 or SHA-2 on one thread, several streams side by side. */
#ifndef ROARHASH_LANES_H
#define ROARHASH_LANES_H

#include "reader.h"

/* Where a thread gets its next file; null at the end. */
typedef struct rh_job *next_job(void *source);

/* The lanes of one algorithm bit. */
const struct lanes *lanes_of(const struct ops *ops, uint32_t algorithm);
/* Hashes files until there are none, at most `width` at a time; done(source, job) after each. */
void lanes_hash(struct worker *w, uint32_t algorithm, int io, int width, next_job *next,
                void (*done)(void *source, struct rh_job *job), void *source);

#endif
