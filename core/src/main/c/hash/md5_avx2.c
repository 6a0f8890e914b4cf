/* MD5 of eight streams on AVX2. */
#include <immintrin.h>

#define LANES 8
#define RUN md5_lanes8
#define V __m256i
#define SET1(x) _mm256_set1_epi32((int) (x))
#define VADD _mm256_add_epi32
#define VROL(a, n) _mm256_or_si256(_mm256_slli_epi32(a, n), _mm256_srli_epi32(a, 32 - (n)))
#define VF(b, c, d) _mm256_xor_si256(d, _mm256_and_si256(b, _mm256_xor_si256(c, d)))
#define VG(b, c, d) _mm256_xor_si256(c, _mm256_and_si256(d, _mm256_xor_si256(b, c)))
#define VH(b, c, d) _mm256_xor_si256(b, _mm256_xor_si256(c, d))
#define VI(b, c, d) _mm256_xor_si256(c, _mm256_or_si256(b, _mm256_xor_si256(d, _mm256_set1_epi32(-1))))
#define VLOAD(p) _mm256_loadu_si256((const __m256i *) (p))
#define VSTORE(p, v) _mm256_storeu_si256((__m256i *) (p), v)

#define LOAD_PAIR(q, i) _mm256_inserti128_si256( \
    _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *) (lanes[i] + at_ + 16 * (q)))), \
    _mm_loadu_si128((const __m128i *) (lanes[(i) + 4] + at_ + 16 * (q))), 1)
#define TRANSPOSE(m, lanes, offset) do { \
    size_t at_ = (offset); \
    for (int q_ = 0; q_ < 4; q_++) { \
        V r0_ = LOAD_PAIR(q_, 0), r1_ = LOAD_PAIR(q_, 1), r2_ = LOAD_PAIR(q_, 2), r3_ = LOAD_PAIR(q_, 3); \
        V t0_ = _mm256_unpacklo_epi32(r0_, r1_), t1_ = _mm256_unpackhi_epi32(r0_, r1_); \
        V t2_ = _mm256_unpacklo_epi32(r2_, r3_), t3_ = _mm256_unpackhi_epi32(r2_, r3_); \
        m[4 * q_] = _mm256_unpacklo_epi64(t0_, t2_); m[4 * q_ + 1] = _mm256_unpackhi_epi64(t0_, t2_); \
        m[4 * q_ + 2] = _mm256_unpacklo_epi64(t1_, t3_); m[4 * q_ + 3] = _mm256_unpackhi_epi64(t1_, t3_); \
    } } while (0)
#include "md5_lanes.h"
