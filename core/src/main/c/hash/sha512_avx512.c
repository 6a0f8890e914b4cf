/* SHA-512 of eight streams on AVX-512 (F, BW for the byte order). */
#include "digests.h"
#include <immintrin.h>

#define V __m512i
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

#define ROUND(a, b, c, d, e, f, g, h, kw) do { \
    V t_ = ADD(ADD(h, kw), ADD(S1(e), CH(e, f, g))); \
    d = ADD(d, t_); h = ADD(t_, ADD(S0(a), MAJ(a, b, c))); } while (0)
#define KW(i) ADD(_mm512_set1_epi64((long long) sha512_k[t + (i)]), w[i])
#define EIGHT(i) \
    ROUND(a, b, c, d, e, f, g, h, KW(i)); ROUND(h, a, b, c, d, e, f, g, KW((i) + 1)); \
    ROUND(g, h, a, b, c, d, e, f, KW((i) + 2)); ROUND(f, g, h, a, b, c, d, e, KW((i) + 3)); \
    ROUND(e, f, g, h, a, b, c, d, KW((i) + 4)); ROUND(d, e, f, g, h, a, b, c, KW((i) + 5)); \
    ROUND(c, d, e, f, g, h, a, b, KW((i) + 6)); ROUND(b, c, d, e, f, g, h, a, KW((i) + 7));
#define EXTEND(i) w[i] = ADD(ADD(w[i], s1(w[((i) + 14) & 15])), ADD(w[((i) + 9) & 15], s0(w[((i) + 1) & 15])));

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

void sha512_lanes8(void *state, const uint8_t *const *lanes, size_t n) {
    uint64_t *s = state;
    V h0[8];
    for (int i = 0; i < 8; i++) h0[i] = _mm512_loadu_si512(s + 8 * i);
    for (size_t block = 0; block < n; block++) {
        V w[16];
        V a = h0[0], b = h0[1], c = h0[2], d = h0[3], e = h0[4], f = h0[5], g = h0[6], h = h0[7];
        transpose(w, lanes, block * 128);
        transpose(w + 8, lanes, block * 128 + 64);
        for (int t = 0;; t += 16) {
            EIGHT(0)
            EIGHT(8)
            if (t == 64) break;
            EXTEND(0) EXTEND(1) EXTEND(2) EXTEND(3) EXTEND(4) EXTEND(5) EXTEND(6) EXTEND(7)
            EXTEND(8) EXTEND(9) EXTEND(10) EXTEND(11) EXTEND(12) EXTEND(13) EXTEND(14) EXTEND(15)
        }
        h0[0] = ADD(h0[0], a);
        h0[1] = ADD(h0[1], b);
        h0[2] = ADD(h0[2], c);
        h0[3] = ADD(h0[3], d);
        h0[4] = ADD(h0[4], e);
        h0[5] = ADD(h0[5], f);
        h0[6] = ADD(h0[6], g);
        h0[7] = ADD(h0[7], h);
    }
    for (int i = 0; i < 8; i++) _mm512_storeu_si512(s + 8 * i, h0[i]);
}
