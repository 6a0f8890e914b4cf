/* SHA-512 of four streams on AVX2. There is no rotation of 64-bit words: each is two shifts, but for whole bytes. */
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#define LANES 4
#define RUN sha512_lanes4
#define V __m256i
#define SET1(x) _mm256_set1_epi64x((long long) (x))
#define VLOAD(p) _mm256_loadu_si256((const __m256i *) (p))
#define VSTORE(p, v) _mm256_storeu_si256((__m256i *) (p), v)
#define ADD _mm256_add_epi64
#define XOR _mm256_xor_si256
#define CH(e, f, g) XOR(g, _mm256_and_si256(e, XOR(f, g)))
#define MAJ(a, b, c) _mm256_or_si256(_mm256_and_si256(a, b), _mm256_and_si256(c, _mm256_or_si256(a, b)))
#define SHR(x, n) _mm256_srli_epi64(x, n)
/* Both halves of a rotation apart, because xors of three rotations may add them in any order. */
#define ROTATED(x, n) XOR(SHR(x, n), _mm256_slli_epi64(x, 64 - (n)))
#define ROR8(x) _mm256_shuffle_epi8(x, _mm256_set_epi64x(0x080f0e0d0c0b0a09ll, 0x0007060504030201ll, \
                                                         0x080f0e0d0c0b0a09ll, 0x0007060504030201ll))
#define S0(a) XOR(XOR(ROTATED(a, 28), ROTATED(a, 34)), ROTATED(a, 39))
#define S1(e) XOR(XOR(ROTATED(e, 14), ROTATED(e, 18)), ROTATED(e, 41))
#define s0(x) XOR(XOR(ROTATED(x, 1), ROR8(x)), SHR(x, 7))
#define s1(x) XOR(XOR(ROTATED(x, 19), ROTATED(x, 61)), SHR(x, 6))

/* 4 x 4 words of 64 bits, big-endian in memory. */
static inline void transpose(V w[4], const uint8_t *const *p, size_t at) {
    const V swap = _mm256_set_epi64x(0x08090a0b0c0d0e0fll, 0x0001020304050607ll, 0x08090a0b0c0d0e0fll, 0x0001020304050607ll);
    V r[4], t[4];
    for (int i = 0; i < 4; i++) r[i] = _mm256_shuffle_epi8(VLOAD(p[i] + at), swap);
    t[0] = _mm256_unpacklo_epi64(r[0], r[1]);
    t[1] = _mm256_unpackhi_epi64(r[0], r[1]);
    t[2] = _mm256_unpacklo_epi64(r[2], r[3]);
    t[3] = _mm256_unpackhi_epi64(r[2], r[3]);
    w[0] = _mm256_permute2x128_si256(t[0], t[2], 0x20);
    w[1] = _mm256_permute2x128_si256(t[1], t[3], 0x20);
    w[2] = _mm256_permute2x128_si256(t[0], t[2], 0x31);
    w[3] = _mm256_permute2x128_si256(t[1], t[3], 0x31);
}

#define TRANSPOSE(w, p, at) do { for (int i_ = 0; i_ < 4; i_++) transpose((w) + 4 * i_, p, (at) + 32 * (size_t) i_); } while (0)
#include "sha512_lanes.h"
