/* Read buffers: 2 MiB, aligned to it, on huge pages where the system grants them (1 MiB reads into 4 KiB pages lose a
 * third to TLB misses). */
#ifndef ROARHASH_MEMORY_H
#define ROARHASH_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#define BUFFER_SIZE ((size_t) 2 << 20)
#define READ_SIZE ((size_t) 1 << 20)

/* From the pool, or new; null if there is no memory. */
uint8_t *buffer_take(void);
void buffer_give(uint8_t *buffer);

#endif
