/* BLAKE3 on AVX-512 (F, VL): sixteen lanes; eight and four for the ends of inputs; rows with real rotations.
 * The operations are volatile one-liners because gcc's own order of them is slower by 5-8 % than the four interleaved
 * chains as written. Whole groups of chunks have rounds of their own; in the others state and messages just fill the
 * 32 registers. */
#include "blake3.h"
#include <string.h>

#define ROW_ROT16(x) _mm_ror_epi32(x, 16)
#define ROW_ROT12(x) _mm_ror_epi32(x, 12)
#define ROW_ROT8(x) _mm_ror_epi32(x, 8)
#define ROW_ROT7(x) _mm_ror_epi32(x, 7)
#include "blake3_row.h"
#include "blake3_lanes4.h"
#include "blake3_lanes8.h"

#define OP_ADD(a, b) __asm__ volatile("vpaddd %1, %0, %0" : "+v"(a) : "v"(b))
#define OP_XOR(a, b) __asm__ volatile("vpxord %1, %0, %0" : "+v"(a) : "v"(b))
#define OP_ROT(a, n) __asm__ volatile("vprord $" #n ", %0, %0" : "+v"(a))

#define LANES 4
#define V __m128i
#define NAME(x) vl4_##x
#define SET1(x) _mm_set1_epi32((int) (x))
#define ADD OP_ADD
#define ADDM OP_ADD
#define XOR OP_XOR
#define ROT16(a) OP_ROT(a, 16)
#define ROT12(a) OP_ROT(a, 12)
#define ROT8(a) OP_ROT(a, 8)
#define ROT7(a) OP_ROT(a, 7)
#define TRANSPOSE TRANSPOSE_128
#define STORE_CVS STORE_128
#define COUNTERS COUNTERS_128
#include "blake3_lanes.h"
#include "blake3_undef.h"

#define LANES 8
#define V __m256i
#define NAME(x) vl8_##x
#define SET1(x) _mm256_set1_epi32((int) (x))
#define ADD OP_ADD
#define ADDM OP_ADD
#define XOR OP_XOR
#define ROT16(a) OP_ROT(a, 16)
#define ROT12(a) OP_ROT(a, 12)
#define ROT8(a) OP_ROT(a, 8)
#define ROT7(a) OP_ROT(a, 7)
#define TRANSPOSE TRANSPOSE_256
#define STORE_CVS STORE_256
#define COUNTERS COUNTERS_256
#include "blake3_lanes.h"
#include "blake3_undef.h"

/* Half rows i and i + 4 meet in one register at load time, which saves a quarter of the shuffles. */
#define LOAD_512(p, stride, i, n) _mm512_inserti64x4( \
    _mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *) ((p) + (stride) * LANE8(i, n)))), \
    _mm256_loadu_si256((const __m256i *) ((p) + (stride) * LANE8((i) + 4, n))), 1)

#define QUADS_512(w, r0, r1, r2, r3) do { \
    V t0_ = _mm512_unpacklo_epi32(r0, r1), t1_ = _mm512_unpackhi_epi32(r0, r1); \
    V t2_ = _mm512_unpacklo_epi32(r2, r3), t3_ = _mm512_unpackhi_epi32(r2, r3); \
    (w)[0] = _mm512_unpacklo_epi64(t0_, t2_); (w)[1] = _mm512_unpackhi_epi64(t0_, t2_); \
    (w)[2] = _mm512_unpacklo_epi64(t1_, t3_); (w)[3] = _mm512_unpackhi_epi64(t1_, t3_); } while (0)

#define TRANSPOSE_512(m, in, offset, stride, n) do { \
    for (int h_ = 0; h_ < 2; h_++) { \
        const uint8_t *p_ = (in) + (offset) + 32 * h_; \
        V r_[8], x_[4], y_[4]; \
        for (int i_ = 0; i_ < 4; i_++) { \
            r_[i_] = LOAD_512(p_, stride, i_, n); \
            r_[i_ + 4] = LOAD_512(p_, stride, i_ + 8, n); \
        } \
        QUADS_512(x_, r_[0], r_[1], r_[2], r_[3]); \
        QUADS_512(y_, r_[4], r_[5], r_[6], r_[7]); \
        for (int i_ = 0; i_ < 4; i_++) { \
            (m)[8 * h_ + i_] = _mm512_shuffle_i32x4(x_[i_], y_[i_], 0x88); \
            (m)[8 * h_ + i_ + 4] = _mm512_shuffle_i32x4(x_[i_], y_[i_], 0xdd); \
        } \
    } } while (0)

/* Lanes i and i + 4 (or i + 8 and i + 12): quarters `how` of both registers, in turns. */
#define STORE_PAIR(out, lane, how) do { \
    V pair_ = _mm512_permutex2var_epi64(x_[i_], how, y_[i_]); \
    _mm256_storeu_si256((__m256i *) ((out) + 32 * (lane)), _mm512_castsi512_si256(pair_)); \
    _mm256_storeu_si256((__m256i *) ((out) + 32 * ((lane) + 4)), _mm512_extracti64x4_epi64(pair_, 1)); } while (0)

#define STORE_512(out, h) do { \
    const V low_ = _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11), high_ = _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15); \
    V x_[4], y_[4]; \
    QUADS_512(x_, h[0], h[1], h[2], h[3]); \
    QUADS_512(y_, h[4], h[5], h[6], h[7]); \
    for (int i_ = 0; i_ < 4; i_++) { STORE_PAIR(out, i_, low_); STORE_PAIR(out, i_ + 8, high_); } } while (0)

#define COUNTERS_512(lo, hi, counter, step) do { \
    uint32_t l_[16], h_[16]; \
    for (int i_ = 0; i_ < 16; i_++) { \
        uint64_t c_ = (counter) + (uint64_t) ((step) * i_); \
        l_[i_] = (uint32_t) c_; h_[i_] = (uint32_t) (c_ >> 32); \
    } \
    lo = _mm512_loadu_si512(l_); hi = _mm512_loadu_si512(h_); } while (0)

#define LANES 16
#define V __m512i
#define NAME(x) avx512_##x
#define SET1(x) _mm512_set1_epi32((int) (x))
#define ADD OP_ADD
#define ADDM OP_ADD
#define XOR OP_XOR
#define ROT16(a) OP_ROT(a, 16)
#define ROT12(a) OP_ROT(a, 12)
#define ROT8(a) OP_ROT(a, 8)
#define ROT7(a) OP_ROT(a, 7)
#define TRANSPOSE TRANSPOSE_512
#define STORE_CVS STORE_512
#define COUNTERS COUNTERS_512
#include "blake3_lanes.h"
#include "blake3_avx512_rounds.h"

static void chunks(const uint8_t *in, size_t n, uint64_t counter, uint8_t *cvs) {
    size_t whole = n & ~(size_t) 15;
    if (whole > 0) avx512_chunks_ahead(in, whole, counter, cvs);
    in += whole * B3_CHUNK;
    counter += whole;
    cvs += whole * B3_CV;
    n -= whole;
    if (n > 8) avx512_some_chunks(in, n, counter, cvs);
    else if (n > 4) vl8_some_chunks(in, n, counter, cvs);
    else if (n > 1) vl4_some_chunks(in, n, counter, cvs);
    else if (n == 1) row_chunk(in, counter, cvs);
}

static void parents(const uint8_t *pairs, size_t n, uint8_t *cvs) {
    for (; n >= 16; n -= 16, pairs += 16 * B3_BLOCK, cvs += 16 * B3_CV) avx512_full_parents(pairs, cvs);
    if (n > 8) avx512_some_parents(pairs, n, cvs);
    else if (n > 4) vl8_some_parents(pairs, n, cvs);
    else if (n > 1) vl4_some_parents(pairs, n, cvs);
    else if (n == 1) row_parent(pairs, cvs);
}

const struct b3_kernel b3_avx512 = {row_compress, chunks, parents};
