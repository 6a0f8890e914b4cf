/* One file's BLAKE3 by several threads: the file is cut into subtrees. */
#ifndef ROARHASH_PARTS_H
#define ROARHASH_PARTS_H

#include "reader.h"

#define PARTS_FROM ((int64_t) 512 << 10)     /* smaller files aren't cut */

struct parts {
    struct rh_job *job;
    struct file file;
    int64_t size, part;
    int64_t count, next, left;      /* next and left: atomic */
    uint8_t *cvs;
};

/* Opens a file of at least PARTS_FROM bytes and cuts it for so many threads. 0 if done; 1 if it should be hashed whole
 * instead (small after all, or not in the page cache: one reader in order is what disks like); -1 noted in the job. */
int parts_open(struct parts *p, struct rh_job *job, int io, int threads);
/* Hashes parts until none is left to take; whoever finishes the last one completes the job. Returns 1 then. */
int parts_work(struct worker *w, struct parts *p);

#endif
