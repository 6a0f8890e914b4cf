/* Windows of a file: read, or mapped by the way that is fastest here. */
#ifndef ROARHASH_WINDOWS_H
#define ROARHASH_WINDOWS_H

#include "reader.h"

/* Runs `use` on n <= MAP_WINDOW bytes of a file; they may come in pieces of READ_SIZE. -1 if it failed, noted in the
 * job. */
int window_run(struct worker *w, const struct file *f, struct rh_job *job, size_t n, int64_t at, use_bytes *use, void *arg);

#endif
