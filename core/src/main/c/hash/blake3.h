/* BLAKE3, hash mode, 32-byte output: kernels, tree and streaming state. Paper: O'Connor, Aumasson, Neves,
 * Wilcox-O'Hearn, "BLAKE3: one function, fast everywhere" (2020). */
#ifndef ROARHASH_BLAKE3_H
#define ROARHASH_BLAKE3_H

#include <stddef.h>
#include <stdint.h>

#define B3_CHUNK 1024u
#define B3_BLOCK 64u
#define B3_CV 32u

/* Chunks hashed before their parents are reduced: fewer means that narrow, slow tree levels are met too often. */
#define B3_BULK 512u
/* b3_hash takes inputs of up to so many chunks without a stack of subtrees. */
#define B3_ONCE 1024u

enum { B3_CHUNK_START = 1, B3_CHUNK_END = 2, B3_PARENT = 4, B3_ROOT = 8 };

#define B3_IV_WORDS 0x6A09E667u, 0xBB67AE85u, 0x3C6EF372u, 0xA54FF53Au, \
                    0x510E527Fu, 0x9B05688Cu, 0x1F83D9ABu, 0x5BE0CD19u

/* R(the sixteen message words in their order) for each round. */
#define B3_ROUNDS(R) \
    R(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) \
    R(2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8) \
    R(3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1) \
    R(10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6) \
    R(12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4) \
    R(9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7) \
    R(11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13)

/* Round r uses message word b3_schedule[r][i] as its i-th. */
extern const uint8_t b3_schedule[7][16];
extern const uint32_t b3_iv[8];

/* The three things that differ by instruction set. Inputs need no alignment; nothing beyond them is read
 * (prefetches may name addresses past the end, which is harmless). */
struct b3_kernel {
    /* cv (32 bytes, little-endian words) is replaced by the compression of one zero-padded block. */
    void (*compress)(uint8_t cv[B3_CV], const uint8_t block[B3_BLOCK], uint32_t len, uint64_t counter, uint32_t flags);
    /* n full chunks lying one after the other -> n chaining values; the first chunk has index `counter`. */
    void (*chunks)(const uint8_t *in, size_t n, uint64_t counter, uint8_t *cvs);
    /* n pairs of chaining values -> n parents. cvs may be the input itself. */
    void (*parents)(const uint8_t *pairs, size_t n, uint8_t *cvs);
};

/* One group of at most `lanes` inputs side by side: the shape of every SIMD kernel. */
typedef void b3_group(const uint8_t *in, size_t n, uint64_t counter, uint8_t *cvs);

extern const struct b3_kernel b3_portable;
extern const struct b3_kernel b3_sse41;
extern const struct b3_kernel b3_avx2;
extern const struct b3_kernel b3_avx512;
extern const struct b3_kernel b3_neon;

#define B3_DEPTH 56u /* 2^54 chunks are the format's limit; two more for a pair that is not merged yet */

struct b3_state {
    const struct b3_kernel *kernel;
    uint64_t chunks;               /* complete chunks that are on the stack */
    uint32_t buffered;             /* bytes of the current chunk, 0..1024 */
    uint32_t depth;
    uint8_t buffer[B3_CHUNK];
    uint8_t stack[B3_DEPTH][B3_CV];
};

/* All at once. */
void b3_hash(const struct b3_kernel *k, const uint8_t *in, size_t n, uint8_t out[B3_CV]);

void b3_init(struct b3_state *s, const struct b3_kernel *kernel);
void b3_update(struct b3_state *s, const uint8_t *in, size_t n);
/* Leaves the state as it is. -1 if it holds nothing but one pushed subtree, whose root cannot be known from outside. */
int b3_finish(const struct b3_state *s, uint8_t out[B3_CV]);

/* Chaining value of n > 0 bytes that begin at chunk first_chunk and are not the whole input. They must be a subtree
 * of the tree: first_chunk a multiple of the smallest power of two >= ceil(n / 1024). */
void b3_subtree(const struct b3_kernel *k, const uint8_t *in, size_t n, uint64_t first_chunk, uint8_t cv[B3_CV]);
/* Appends a subtree of `chunks` (a power of two) full chunks. Returns -1 if the state isn't at a multiple of it. */
int b3_push(struct b3_state *s, const uint8_t cv[B3_CV], uint64_t chunks);

/* The same for a state that holds an inner subtree beginning at first_chunk instead of 0: no root flag. */
void b3_update_at(struct b3_state *s, uint64_t first_chunk, const uint8_t *in, size_t n);
void b3_flush(struct b3_state *s, uint64_t first_chunk);
void b3_finish_subtree(const struct b3_state *s, uint64_t first_chunk, uint8_t cv[B3_CV]);

/* Root of n >= 2 sibling subtrees of equal size (the last may be smaller). Overwrites cvs. */
void b3_root(const struct b3_kernel *k, uint8_t *cvs, size_t n, uint8_t out[B3_CV]);

#endif
