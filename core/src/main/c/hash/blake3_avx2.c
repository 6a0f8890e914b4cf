/* BLAKE3 on AVX2: eight lanes. Sixteen registers hold the state alone, so messages stay in memory as operands; the order
 * of the operations is fixed, and in eight lanes the registers, too: gcc would spill more. */
#include "blake3.h"
#include <string.h>

#define AVX_ROT(x, n) _mm_or_si128(_mm_srli_epi32(x, n), _mm_slli_epi32(x, 32 - (n)))
#define ROW_ROT16(x) _mm_shuffle_epi8(x, _mm_set_epi8(13, 12, 15, 14, 9, 8, 11, 10, 5, 4, 7, 6, 1, 0, 3, 2))
#define ROW_ROT12(x) AVX_ROT(x, 12)
#define ROW_ROT8(x) _mm_shuffle_epi8(x, _mm_set_epi8(12, 15, 14, 13, 8, 11, 10, 9, 4, 7, 6, 5, 0, 3, 2, 1))
#define ROW_ROT7(x) AVX_ROT(x, 7)
#include "blake3_row.h"
#include "blake3_lanes4.h"

static const uint8_t rot16[32] __attribute__((aligned(32))) = {
    2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13};
static const uint8_t rot8[32] __attribute__((aligned(32))) = {
    1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12, 1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12};

#define OP_ADD(a, b) __asm__ volatile("vpaddd %1, %0, %0" : "+x"(a) : "xm"(b))
#define OP_ADDM(a, b) __asm__ volatile("vpaddd %1, %0, %0" : "+x"(a) : "m"(b))
#define OP_XOR(a, b) __asm__ volatile("vpxor %1, %0, %0" : "+x"(a) : "xm"(b))
#define OP_SHUFFLE(a, mask) __asm__ volatile("vpshufb %1, %0, %0" : "+x"(a) : "m"(*(const V *) mask))
#define OP_ROTATE(a, n) do { V t_; \
    __asm__ volatile("vpsrld $" #n ", %1, %0" : "=x"(t_) : "x"(a)); \
    __asm__ volatile("vpslld $(32-" #n "), %0, %0" : "+x"(a)); \
    __asm__ volatile("vpor %1, %0, %0" : "+x"(a) : "x"(t_)); } while (0)

#define LANES 4
#define V __m128i
#define NAME(x) avx_4_##x
#define SET1(x) _mm_set1_epi32((int) (x))
#define ADD OP_ADD
#define ADDM OP_ADDM
#define XOR OP_XOR
#define ROT16(a) OP_SHUFFLE(a, rot16)
#define ROT12(a) OP_ROTATE(a, 12)
#define ROT8(a) OP_SHUFFLE(a, rot8)
#define ROT7(a) OP_ROTATE(a, 7)
#define TRANSPOSE TRANSPOSE_128
#define STORE_CVS STORE_128
#define COUNTERS COUNTERS_128
#include "blake3_lanes.h"
#include "blake3_undef.h"

#include "blake3_lanes8.h"
#include "blake3_avx2_rounds.h"
#define LANES 8
#define V __m256i
#define NAME(x) avx2_8_##x
#define SET1(x) _mm256_set1_epi32((int) (x))
#define COMPRESS avx2_compress
#define TRANSPOSE TRANSPOSE_256
#define STORE_CVS STORE_256
#define COUNTERS COUNTERS_256
#include "blake3_lanes.h"

static void chunks(const uint8_t *in, size_t n, uint64_t counter, uint8_t *cvs) {
    for (; n >= 8; n -= 8, in += 8 * B3_CHUNK, counter += 8, cvs += 8 * B3_CV) avx2_8_full_chunks(in, counter, cvs);
    if (n > 4) avx2_8_some_chunks(in, n, counter, cvs);
    else if (n > 1) avx_4_some_chunks(in, n, counter, cvs);
    else if (n == 1) row_chunk(in, counter, cvs);
}

static void parents(const uint8_t *pairs, size_t n, uint8_t *cvs) {
    for (; n >= 8; n -= 8, pairs += 8 * B3_BLOCK, cvs += 8 * B3_CV) avx2_8_full_parents(pairs, cvs);
    if (n > 4) avx2_8_some_parents(pairs, n, cvs);
    else if (n > 1) avx_4_some_parents(pairs, n, cvs);
    else if (n == 1) row_parent(pairs, cvs);
}

const struct b3_kernel b3_avx2 = {row_compress, chunks, parents};
