/* Opening and checking of files; reading pieces of them. */
#ifndef ROARHASH_FILES_H
#define ROARHASH_FILES_H

#include "roarhash.h"
#include <sys/stat.h>
#include <sys/types.h>

#define MAP_WINDOW ((size_t) 8 << 20)     /* populated, hashed and unmapped one after the other */
#define MAP_FROM ((int64_t) 64 << 20)     /* smaller files are read: mapping and unmapping costs more than the copy */

struct file {
    int fd;
    int io;                /* RH_READ, RH_MMAP or RH_DIRECT */
    int cold;              /* to be read, because too little of it is in the page cache to map it */
    int free;              /* mapped by choice: each window may be read or mapped, whichever is faster here */
    struct stat before;
};

/* Errors go into the job (the first one stays), and -1 is returned. */
int fail(struct rh_job *job, enum rh_error error, int sys);

/* How the file is read. Atomic: several threads may compute different digests of one file. */
void note_io(struct rh_job *job, int io);

/* Opens a regular file without ever blocking, and decides how to read it. */
int file_open(struct file *f, struct rh_job *job, int io);
/* Closes it; before that, unless the job has failed, compares it with what it was. `bytes` were hashed. */
int file_close(struct file *f, struct rh_job *job, int64_t bytes);

/* Up to n bytes at an offset, fewer only at the end of the file; -1 with errno. For RH_DIRECT the buffer holds n rounded up
 * to 4 KiB. */
ssize_t file_read(const struct file *f, uint8_t *buffer, size_t n, int64_t offset);

/* Notes in the job that there is less of the file than there was; returns -1. */
int file_shrank(const struct file *f, struct rh_job *job);

/* What is done with bytes of a file. */
typedef void use_bytes(void *arg, const uint8_t *p, size_t n);
/* Maps [offset, offset + n), all pages present before if `populate` and the kernel can do that, and runs f on it. 0 if done;
 * 1 if mappings cannot be used (read instead); -1 if it failed, noted in the job. */
int file_mapped(const struct file *f, struct rh_job *job, size_t n, int64_t offset, int populate, use_bytes *use, void *arg);

#endif
