/* One block on one core's 128-bit registers: a row of the 4x4 state each. For inputs of few chunks, and for tree tops.
 * ROW_ROT16/12/8/7(x) are to be defined as expressions. */
#include <immintrin.h>

#define ROW_PS(a, b, i0, i1, i2, i3) _mm_castps_si128(_mm_shuffle_ps( \
    _mm_castsi128_ps(a), _mm_castsi128_ps(b), _MM_SHUFFLE(i3, i2, i1, i0)))
#define ROW_ONE(a, i0, i1, i2, i3) _mm_shuffle_epi32(a, _MM_SHUFFLE(i3, i2, i1, i0))

#define ROW_HALF(m, N1, N2) \
    a = _mm_add_epi32(_mm_add_epi32(a, m), b); d = N1(_mm_xor_si128(d, a)); \
    c = _mm_add_epi32(c, d); b = N2(_mm_xor_si128(b, c));

static void row_compress(uint8_t cv[B3_CV], const uint8_t block[B3_BLOCK], uint32_t len, uint64_t counter,
                         uint32_t flags) {
    const __m128i *in = (const __m128i *) block;
    __m128i m0 = _mm_loadu_si128(in), m1 = _mm_loadu_si128(in + 1);
    __m128i m2 = _mm_loadu_si128(in + 2), m3 = _mm_loadu_si128(in + 3);
    __m128i a = _mm_loadu_si128((const __m128i *) cv), b = _mm_loadu_si128((const __m128i *) (cv + 16));
    __m128i c = _mm_loadu_si128((const __m128i *) b3_iv);
    __m128i d = _mm_set_epi32((int) flags, (int) len, (int) (counter >> 32), (int) counter);
    /* Words of the round in use: even and odd of the first half, even and odd of the second, the latter turned by one
     * lane because the diagonal step leaves row b, the last to be ready, in its place and turns the other three. */
    __m128i t0 = ROW_PS(m0, m1, 0, 2, 0, 2), t1 = ROW_PS(m0, m1, 1, 3, 1, 3);
    __m128i t2 = ROW_ONE(ROW_PS(m2, m3, 0, 2, 0, 2), 3, 0, 1, 2), t3 = ROW_ONE(ROW_PS(m2, m3, 1, 3, 1, 3), 3, 0, 1, 2);
    for (int round = 0;; round++) {
        ROW_HALF(t0, ROW_ROT16, ROW_ROT12)
        ROW_HALF(t1, ROW_ROT8, ROW_ROT7)
        a = ROW_ONE(a, 3, 0, 1, 2);
        c = ROW_ONE(c, 1, 2, 3, 0);
        d = ROW_ONE(d, 2, 3, 0, 1);
        ROW_HALF(t2, ROW_ROT16, ROW_ROT12)
        ROW_HALF(t3, ROW_ROT8, ROW_ROT7)
        a = ROW_ONE(a, 1, 2, 3, 0);
        c = ROW_ONE(c, 3, 0, 1, 2);
        d = ROW_ONE(d, 2, 3, 0, 1);
        if (round == 6) break;
        __m128i n0 = ROW_ONE(ROW_PS(t0, t1, 1, 2, 1, 3), 0, 2, 3, 1);
        __m128i n1 = _mm_blend_epi16(ROW_ONE(t0, 3, 3, 0, 0), ROW_PS(t2, t3, 2, 2, 3, 3), 0xcc);
        __m128i n2 = ROW_PS(_mm_unpacklo_epi32(t3, t1), _mm_blend_epi16(t3, t2, 0xc0), 0, 1, 3, 1);
        __m128i n3 = _mm_blend_epi16(ROW_ONE(ROW_PS(t2, t3, 1, 0, 2, 2), 0, 2, 2, 1), t1, 0x30);
        t0 = n0;
        t1 = n1;
        t2 = n2;
        t3 = n3;
    }
    _mm_storeu_si128((__m128i *) cv, _mm_xor_si128(a, c));
    _mm_storeu_si128((__m128i *) (cv + 16), _mm_xor_si128(b, d));
}

/* One chunk, and one parent, by rows. */
static void row_chunk(const uint8_t *in, uint64_t counter, uint8_t *cv) {
    uint8_t h[B3_CV];
    memcpy(h, b3_iv, B3_CV);
    for (uint32_t b = 0; b < 16; b++) {
        row_compress(h, in + b * B3_BLOCK, B3_BLOCK, counter,
                     (b == 0 ? B3_CHUNK_START : 0) | (b == 15 ? B3_CHUNK_END : 0));
    }
    memcpy(cv, h, B3_CV);
}

static void row_parent(const uint8_t *pair, uint8_t *cv) {
    uint8_t h[B3_CV];
    memcpy(h, b3_iv, B3_CV);
    row_compress(h, pair, B3_BLOCK, 0, B3_PARENT);
    memcpy(cv, h, B3_CV);
}
