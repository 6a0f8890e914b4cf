/* MD5 of sixteen streams on AVX2, as two times eight: the steps of one eight depend on each other, and the other's fill the
 * time. */
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

struct pair {
    __m256i x, y;
};

#define LANES 16
#define RUN md5_lanes16_avx2
#define V struct pair

#define F8(b, c, d) _mm256_xor_si256(d, _mm256_and_si256(b, _mm256_xor_si256(c, d)))
#define G8(b, c, d) _mm256_xor_si256(c, _mm256_and_si256(d, _mm256_xor_si256(b, c)))
#define H8(b, c, d) _mm256_xor_si256(b, _mm256_xor_si256(c, d))
#define I8(b, c, d) _mm256_xor_si256(c, _mm256_or_si256(b, _mm256_xor_si256(d, _mm256_set1_epi32(-1))))
#define ROL8(a, n) _mm256_or_si256(_mm256_slli_epi32(a, n), _mm256_srli_epi32(a, 32 - (n)))

/* An operation of eight on both eights. */
#define BOTH3(op) static inline struct pair op##_both(struct pair b, struct pair c, struct pair d) { \
    return (struct pair) {op(b.x, c.x, d.x), op(b.y, c.y, d.y)}; }
BOTH3(F8)
BOTH3(G8)
BOTH3(H8)
BOTH3(I8)

static inline struct pair add_both(struct pair a, struct pair b) {
    return (struct pair) {_mm256_add_epi32(a.x, b.x), _mm256_add_epi32(a.y, b.y)};
}

static inline struct pair set_both(uint32_t v) {
    __m256i all = _mm256_set1_epi32((int) v);
    return (struct pair) {all, all};
}

static inline __attribute__((always_inline)) struct pair rol_both(struct pair a, const int n) {
    return (struct pair) {ROL8(a.x, n), ROL8(a.y, n)};
}

static inline struct pair load_both(const uint32_t *p) {
    return (struct pair) {_mm256_loadu_si256((const __m256i *) p), _mm256_loadu_si256((const __m256i *) (p + 8))};
}

static inline void store_both(uint32_t *p, struct pair v) {
    _mm256_storeu_si256((__m256i *) p, v.x);
    _mm256_storeu_si256((__m256i *) (p + 8), v.y);
}

/* Sixteen bytes of lane i, and behind them those of lane i + 4. */
static inline __m256i two_rows(const uint8_t *const *p, int i, size_t at) {
    return _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128((const __m128i *) (p[i] + at))),
                                   _mm_loadu_si128((const __m128i *) (p[i + 4] + at)), 1);
}

static inline void transpose4(__m256i m[4], const uint8_t *const *p, size_t at) {
    __m256i r0 = two_rows(p, 0, at), r1 = two_rows(p, 1, at), r2 = two_rows(p, 2, at), r3 = two_rows(p, 3, at);
    __m256i t0 = _mm256_unpacklo_epi32(r0, r1), t1 = _mm256_unpackhi_epi32(r0, r1);
    __m256i t2 = _mm256_unpacklo_epi32(r2, r3), t3 = _mm256_unpackhi_epi32(r2, r3);
    m[0] = _mm256_unpacklo_epi64(t0, t2);
    m[1] = _mm256_unpackhi_epi64(t0, t2);
    m[2] = _mm256_unpacklo_epi64(t1, t3);
    m[3] = _mm256_unpackhi_epi64(t1, t3);
}

static inline void transpose(struct pair m[16], const uint8_t *const *p, size_t at) {
    for (int q = 0; q < 4; q++) {
        __m256i x[4], y[4];
        transpose4(x, p, at + 16 * (size_t) q);
        transpose4(y, p + 8, at + 16 * (size_t) q);
        for (int i = 0; i < 4; i++) m[4 * q + i] = (struct pair) {x[i], y[i]};
    }
}

#define SET1 set_both
#define VADD add_both
#define VROL rol_both
#define VF F8_both
#define VG G8_both
#define VH H8_both
#define VI I8_both
#define VLOAD load_both
#define VSTORE store_both
#define TRANSPOSE transpose
#include "md5_lanes.h"
