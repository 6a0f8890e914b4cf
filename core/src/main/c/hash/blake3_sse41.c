/* BLAKE3 on SSE4.1: four lanes, and rows. As on AVX2, messages are memory operands and the order is fixed. */
#include "blake3.h"
#include <string.h>

#define SSE_ROT(x, n) _mm_or_si128(_mm_srli_epi32(x, n), _mm_slli_epi32(x, 32 - (n)))
#define SSE_ROT16(x) _mm_shuffle_epi8(x, _mm_set_epi8(13, 12, 15, 14, 9, 8, 11, 10, 5, 4, 7, 6, 1, 0, 3, 2))
#define SSE_ROT8(x) _mm_shuffle_epi8(x, _mm_set_epi8(12, 15, 14, 13, 8, 11, 10, 9, 4, 7, 6, 5, 0, 3, 2, 1))
#define ROW_ROT16(x) SSE_ROT16(x)
#define ROW_ROT12(x) SSE_ROT(x, 12)
#define ROW_ROT8(x) SSE_ROT8(x)
#define ROW_ROT7(x) SSE_ROT(x, 7)
#include "blake3_row.h"
#include "blake3_lanes4.h"

static const uint8_t rot16[16] __attribute__((aligned(16))) = {
    2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13};
static const uint8_t rot8[16] __attribute__((aligned(16))) = {
    1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12};

#define LANES 4
#define V __m128i
#define NAME(x) sse41_##x
#define SET1(x) _mm_set1_epi32((int) (x))
#define ADD(a, b) __asm__ volatile("paddd %1, %0" : "+x"(a) : "xm"(b))
#define ADDM(a, b) __asm__ volatile("paddd %1, %0" : "+x"(a) : "m"(b))
#define XOR(a, b) __asm__ volatile("pxor %1, %0" : "+x"(a) : "xm"(b))
#define ROT16(a) __asm__ volatile("pshufb %1, %0" : "+x"(a) : "m"(rot16))
#define ROT8(a) __asm__ volatile("pshufb %1, %0" : "+x"(a) : "m"(rot8))
#define ROTATE(a, n) do { V t_; \
    __asm__ volatile("movdqa %1, %0" : "=x"(t_) : "x"(a)); \
    __asm__ volatile("psrld $" #n ", %0" : "+x"(t_)); \
    __asm__ volatile("pslld $(32-" #n "), %0" : "+x"(a)); \
    __asm__ volatile("por %1, %0" : "+x"(a) : "x"(t_)); } while (0)
#define ROT12(a) ROTATE(a, 12)
#define ROT7(a) ROTATE(a, 7)
#define TRANSPOSE TRANSPOSE_128
#define STORE_CVS STORE_128
#define COUNTERS COUNTERS_128
#include "blake3_lanes.h"

static void chunks(const uint8_t *in, size_t n, uint64_t counter, uint8_t *cvs) {
    for (; n >= 4; n -= 4, in += 4 * B3_CHUNK, counter += 4, cvs += 4 * B3_CV) sse41_full_chunks(in, counter, cvs);
    if (n > 1) sse41_some_chunks(in, n, counter, cvs);
    else if (n == 1) row_chunk(in, counter, cvs);
}

static void parents(const uint8_t *pairs, size_t n, uint8_t *cvs) {
    for (; n >= 4; n -= 4, pairs += 4 * B3_BLOCK, cvs += 4 * B3_CV) sse41_full_parents(pairs, cvs);
    if (n > 1) sse41_some_parents(pairs, n, cvs);
    else if (n == 1) row_parent(pairs, cvs);
}

const struct b3_kernel b3_sse41 = {row_compress, chunks, parents};
