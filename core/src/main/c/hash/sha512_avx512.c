/* SHA-512 of eight streams on AVX-512 (F, BW for the byte order). */
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#define LANES 8
#define RUN sha512_lanes8
#define V __m512i
#define SET1(x) _mm512_set1_epi64((long long) (x))
#define VLOAD(p) _mm512_loadu_si512(p)
#define VSTORE(p, v) _mm512_storeu_si512(p, v)
#define ADD _mm512_add_epi64
#define XOR3(a, b, c) _mm512_ternarylogic_epi64(a, b, c, 0x96)
#define CH(e, f, g) _mm512_ternarylogic_epi64(e, f, g, 0xca)
#define MAJ(a, b, c) _mm512_ternarylogic_epi64(a, b, c, 0xe8)
#define ROR _mm512_ror_epi64
#define SHR(x, n) _mm512_srli_epi64(x, n)
#define S0(a) XOR3(ROR(a, 28), ROR(a, 34), ROR(a, 39))
#define S1(e) XOR3(ROR(e, 14), ROR(e, 18), ROR(e, 41))
#define s0(x) XOR3(ROR(x, 1), ROR(x, 8), SHR(x, 7))
#define s1(x) XOR3(ROR(x, 19), ROR(x, 61), SHR(x, 6))

/* 8 x 8 words of 64 bits, big-endian in memory. */
static inline void transpose(V w[8], const uint8_t *const *p, size_t at) {
    const V swap = _mm512_set_epi64(0x08090a0b0c0d0e0fll, 0x0001020304050607ll, 0x08090a0b0c0d0e0fll, 0x0001020304050607ll,
                                    0x08090a0b0c0d0e0fll, 0x0001020304050607ll, 0x08090a0b0c0d0e0fll, 0x0001020304050607ll);
    V r[8], t[8], u[8];
    for (int i = 0; i < 8; i++) r[i] = _mm512_shuffle_epi8(_mm512_loadu_si512(p[i] + at), swap);
    for (int i = 0; i < 8; i += 2) {
        t[i] = _mm512_unpacklo_epi64(r[i], r[i + 1]);
        t[i + 1] = _mm512_unpackhi_epi64(r[i], r[i + 1]);
    }
    for (int odd = 0; odd < 2; odd++) {
        u[odd] = _mm512_shuffle_i64x2(t[odd], t[2 + odd], 0x88);
        u[2 + odd] = _mm512_shuffle_i64x2(t[odd], t[2 + odd], 0xdd);
        u[4 + odd] = _mm512_shuffle_i64x2(t[4 + odd], t[6 + odd], 0x88);
        u[6 + odd] = _mm512_shuffle_i64x2(t[4 + odd], t[6 + odd], 0xdd);
        w[odd] = _mm512_shuffle_i64x2(u[odd], u[4 + odd], 0x88);
        w[4 + odd] = _mm512_shuffle_i64x2(u[odd], u[4 + odd], 0xdd);
        w[2 + odd] = _mm512_shuffle_i64x2(u[2 + odd], u[6 + odd], 0x88);
        w[6 + odd] = _mm512_shuffle_i64x2(u[2 + odd], u[6 + odd], 0xdd);
    }
}

#define TRANSPOSE(w, p, at) do { transpose(w, p, at); transpose((w) + 8, p, (at) + 64); } while (0)
#include "sha512_lanes.h"
