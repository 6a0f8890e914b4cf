#include "memory.h"
#include <pthread.h>
#include <sys/mman.h>

#define IDLE_MAX 32

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint8_t *idle[IDLE_MAX];
static int idle_count;

static uint8_t *map_aligned(void) {
    uint8_t *p = mmap(0, 2 * BUFFER_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) return 0;
    size_t before = (BUFFER_SIZE - (uintptr_t) p % BUFFER_SIZE) % BUFFER_SIZE;
    if (before > 0) munmap(p, before);
    munmap(p + before + BUFFER_SIZE, BUFFER_SIZE - before);
    madvise(p + before, BUFFER_SIZE, MADV_HUGEPAGE);
    return p + before;
}

uint8_t *buffer_take(void) {
    uint8_t *buffer = 0;
    pthread_mutex_lock(&lock);
    if (idle_count > 0) buffer = idle[--idle_count];
    pthread_mutex_unlock(&lock);
    return buffer != 0 ? buffer : map_aligned();
}

void buffer_give(uint8_t *buffer) {
    if (buffer == 0) return;
    pthread_mutex_lock(&lock);
    int kept = idle_count < IDLE_MAX;
    if (kept) idle[idle_count++] = buffer;
    pthread_mutex_unlock(&lock);
    if (!kept) munmap(buffer, BUFFER_SIZE);
}
