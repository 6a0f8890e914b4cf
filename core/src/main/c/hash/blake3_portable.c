/* BLAKE3 without SIMD: for any machine, and the reference for the other kernels. */
#include "blake3.h"
#include <string.h>

const uint32_t b3_iv[8] = {B3_IV_WORDS};

#define ROW(...) {__VA_ARGS__},
const uint8_t b3_schedule[7][16] = {B3_ROUNDS(ROW)};

static inline uint32_t load32(const uint8_t *p) {
    return (uint32_t) p[0] | (uint32_t) p[1] << 8 | (uint32_t) p[2] << 16 | (uint32_t) p[3] << 24;
}

static inline void store32(uint8_t *p, uint32_t v) {
    p[0] = (uint8_t) v;
    p[1] = (uint8_t) (v >> 8);
    p[2] = (uint8_t) (v >> 16);
    p[3] = (uint8_t) (v >> 24);
}

static inline uint32_t ror(uint32_t x, int n) {
    return x >> n | x << (32 - n);
}

static inline void mix(uint32_t v[16], int a, int b, int c, int d, uint32_t x, uint32_t y) {
    v[a] += v[b] + x;
    v[d] = ror(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = ror(v[b] ^ v[c], 12);
    v[a] += v[b] + y;
    v[d] = ror(v[d] ^ v[a], 8);
    v[c] += v[d];
    v[b] = ror(v[b] ^ v[c], 7);
}

static void compress(uint8_t cv[B3_CV], const uint8_t block[B3_BLOCK], uint32_t len, uint64_t counter,
                     uint32_t flags) {
    uint32_t m[16], v[16];
    for (int i = 0; i < 16; i++) m[i] = load32(block + 4 * i);
    for (int i = 0; i < 8; i++) v[i] = load32(cv + 4 * i);
    for (int i = 0; i < 4; i++) v[8 + i] = b3_iv[i];
    v[12] = (uint32_t) counter;
    v[13] = (uint32_t) (counter >> 32);
    v[14] = len;
    v[15] = flags;
    for (int r = 0; r < 7; r++) {
        const uint8_t *s = b3_schedule[r];
        mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
        mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
        mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
        mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
        mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
        mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
        mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
        mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
    }
    for (int i = 0; i < 8; i++) store32(cv + 4 * i, v[i] ^ v[i + 8]);
}

static void chunks(const uint8_t *in, size_t n, uint64_t counter, uint8_t *cvs) {
    for (; n > 0; n--, in += B3_CHUNK, counter++, cvs += B3_CV) {
        for (int i = 0; i < 8; i++) store32(cvs + 4 * i, b3_iv[i]);
        for (uint32_t b = 0; b < 16; b++) {
            uint32_t flags = (b == 0 ? B3_CHUNK_START : 0) | (b == 15 ? B3_CHUNK_END : 0);
            compress(cvs, in + b * B3_BLOCK, B3_BLOCK, counter, flags);
        }
    }
}

static void parents(const uint8_t *pairs, size_t n, uint8_t *cvs) {
    for (; n > 0; n--, pairs += 2 * B3_CV, cvs += B3_CV) {
        uint8_t block[B3_BLOCK];
        memcpy(block, pairs, sizeof block);
        for (int i = 0; i < 8; i++) store32(cvs + 4 * i, b3_iv[i]);
        compress(cvs, block, B3_BLOCK, 0, B3_PARENT);
    }
}

const struct b3_kernel b3_portable = {compress, chunks, parents};
