/* Files that come from a disk: one thread reads while another hashes. */
#ifndef ROARHASH_AHEAD_H
#define ROARHASH_AHEAD_H

#include "reader.h"

#define AHEAD_FROM ((int64_t) 8 << 20)      /* smaller files are over before a thread pays */

/* Whether a file is better read by a thread of its own. */
static inline int reads_ahead(const struct file *f) {
    return (f->cold || f->io == RH_DIRECT) && f->before.st_size >= AHEAD_FROM;
}

/* Runs `use` on all of a file in order, while the next pieces are read: at most four, of 2 MiB each,
 * are there at a time.
 * Returns how many bytes there were; -1 if it failed, noted in the job; -2 if there is no thread or no memory for it. */
int64_t read_ahead(struct worker *w, const struct file *f, struct rh_job *job, use_bytes *use, void *arg);

#endif
