/* MD5 of sixteen streams on AVX-512: each of the four functions is one ternary-logic instruction. */
#include <immintrin.h>

#define LANES 16
#define RUN md5_lanes16
#define V __m512i
#define SET1(x) _mm512_set1_epi32((int) (x))
#define VADD _mm512_add_epi32
#define VROL(a, n) _mm512_rol_epi32(a, n)
#define VF(b, c, d) _mm512_ternarylogic_epi32(b, c, d, 0xca)
#define VG(b, c, d) _mm512_ternarylogic_epi32(b, c, d, 0xe4)
#define VH(b, c, d) _mm512_ternarylogic_epi32(b, c, d, 0x96)
#define VI(b, c, d) _mm512_ternarylogic_epi32(b, c, d, 0x39)
#define VLOAD(p) _mm512_loadu_si512(p)
#define VSTORE(p, v) _mm512_storeu_si512(p, v)

#define LOAD_PAIR(h, i) _mm512_inserti64x4( \
    _mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *) (lanes[i] + at_ + 32 * (h)))), \
    _mm256_loadu_si256((const __m256i *) (lanes[(i) + 4] + at_ + 32 * (h))), 1)
#define QUADS(w, i) do { \
    V r0_ = LOAD_PAIR(h_, i), r1_ = LOAD_PAIR(h_, (i) + 1), r2_ = LOAD_PAIR(h_, (i) + 2), r3_ = LOAD_PAIR(h_, (i) + 3); \
    V t0_ = _mm512_unpacklo_epi32(r0_, r1_), t1_ = _mm512_unpackhi_epi32(r0_, r1_); \
    V t2_ = _mm512_unpacklo_epi32(r2_, r3_), t3_ = _mm512_unpackhi_epi32(r2_, r3_); \
    w[0] = _mm512_unpacklo_epi64(t0_, t2_); w[1] = _mm512_unpackhi_epi64(t0_, t2_); \
    w[2] = _mm512_unpacklo_epi64(t1_, t3_); w[3] = _mm512_unpackhi_epi64(t1_, t3_); } while (0)
#define TRANSPOSE(m, lanes, offset) do { \
    size_t at_ = (offset); \
    for (int h_ = 0; h_ < 2; h_++) { \
        V x_[4], y_[4]; \
        QUADS(x_, 0); \
        QUADS(y_, 8); \
        for (int i_ = 0; i_ < 4; i_++) { \
            m[8 * h_ + i_] = _mm512_shuffle_i32x4(x_[i_], y_[i_], 0x88); \
            m[8 * h_ + i_ + 4] = _mm512_shuffle_i32x4(x_[i_], y_[i_], 0xdd); \
        } \
    } } while (0)
#include "md5_lanes.h"
