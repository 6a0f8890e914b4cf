/* SHA-512 of one stream on AVX-512VL: plain C keeps every ALU busy, so the message schedule, two words at a time, goes to
 * the vector units and leaves the rounds the rest. */
#include "digests.h"
#include <immintrin.h>

#define ROR(x, n) ((x) >> (n) | (x) << (64 - (n)))
#define S0(a) (ROR(a, 28) ^ ROR(a, 34) ^ ROR(a, 39))
#define S1(e) (ROR(e, 14) ^ ROR(e, 18) ^ ROR(e, 41))
#define CH(e, f, g) (((e) & (f)) + (~(e) & (g)))

/* The majority is ((a ^ b) & (b ^ c)) ^ b, and this round's a ^ b is the next one's b ^ c: `bc` carries it over. */
#define ROUND(a, b, c, d, e, f, g, h, i) do { \
    uint64_t ab = a ^ b; \
    h += kw[i] + S1(e) + CH(e, f, g); d += h; \
    h += S0(a) + ((ab & bc) ^ b); bc = ab; } while (0)

#define V __m128i
#define XOR3(a, b, c) _mm_ternarylogic_epi64(a, b, c, 0x96)
#define V0(x) XOR3(_mm_ror_epi64(x, 1), _mm_ror_epi64(x, 8), _mm_srli_epi64(x, 7))
#define V1(x) XOR3(_mm_ror_epi64(x, 19), _mm_ror_epi64(x, 61), _mm_srli_epi64(x, 6))

#define KEEP(i) _mm_store_si128((V *) kw + (i), _mm_add_epi64(w[i], _mm_loadu_si128((const V *) (k + 2 * (i)))))
/* Words 2i and 2i + 1 of the next sixteen. */
#define EXTEND(i) do { \
    w[i] = _mm_add_epi64(_mm_add_epi64(w[i], V1(w[((i) + 7) & 7])), \
        _mm_add_epi64(_mm_alignr_epi8(w[((i) + 5) & 7], w[((i) + 4) & 7], 8), \
                      V0(_mm_alignr_epi8(w[((i) + 1) & 7], w[i], 8)))); \
    KEEP(i); } while (0)

#define PAIRS(AFTER) \
    ROUND(a, b, c, d, e, f, g, h, 0); ROUND(h, a, b, c, d, e, f, g, 1); AFTER(0); \
    ROUND(g, h, a, b, c, d, e, f, 2); ROUND(f, g, h, a, b, c, d, e, 3); AFTER(1); \
    ROUND(e, f, g, h, a, b, c, d, 4); ROUND(d, e, f, g, h, a, b, c, 5); AFTER(2); \
    ROUND(c, d, e, f, g, h, a, b, 6); ROUND(b, c, d, e, f, g, h, a, 7); AFTER(3); \
    ROUND(a, b, c, d, e, f, g, h, 8); ROUND(h, a, b, c, d, e, f, g, 9); AFTER(4); \
    ROUND(g, h, a, b, c, d, e, f, 10); ROUND(f, g, h, a, b, c, d, e, 11); AFTER(5); \
    ROUND(e, f, g, h, a, b, c, d, 12); ROUND(d, e, f, g, h, a, b, c, 13); AFTER(6); \
    ROUND(c, d, e, f, g, h, a, b, 14); ROUND(b, c, d, e, f, g, h, a, 15); AFTER(7);
#define NOTHING(i) do { } while (0)

void sha512_blocks_vl(uint64_t s[8], const uint8_t *p, size_t n) {
    const V swap = _mm_set_epi64x(0x08090a0b0c0d0e0fll, 0x0001020304050607ll);
    for (; n > 0; n--, p += 128) {
        uint64_t kw[16] __attribute__((aligned(16)));
        uint64_t a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7], bc = b ^ c;
        const uint64_t *k = sha512_k;
        V w[8];
        for (int i = 0; i < 8; i++) {
            w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const V *) p + i), swap);
            KEEP(i);
        }
        for (int sixteen = 0; sixteen < 4; sixteen++) {
            k += 16;
            PAIRS(EXTEND)
        }
        PAIRS(NOTHING)
        s[0] += a;
        s[1] += b;
        s[2] += c;
        s[3] += d;
        s[4] += e;
        s[5] += f;
        s[6] += g;
        s[7] += h;
    }
}
