/* Many files on many threads. */
#ifndef ROARHASH_BATCH_H
#define ROARHASH_BATCH_H

#include "roarhash.h"
#include "ops.h"

struct batch;

struct batch *batch_start(struct rh_job *jobs, int n, uint32_t algorithms, int threads, const struct ops *ops, int io);
int batch_wait(struct batch *b, int milliseconds);
int64_t batch_progress(const struct batch *b);
void batch_cancel(struct batch *b);
void batch_close(struct batch *b);

#endif
