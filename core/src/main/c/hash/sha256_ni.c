/* SHA-256 on the SHA extensions: one stream, two streams, and one stream fused with MD5. */
#include "digests.h"
#include "md5_steps.h"
#include "sha256_ni.h"
#include <string.h>

static inline void store_state(uint32_t *s, size_t stride, __m128i abef, __m128i cdgh) {
    uint32_t x[4], y[4];
    _mm_storeu_si128((__m128i *) x, abef);
    _mm_storeu_si128((__m128i *) y, cdgh);
    s[0] = x[3];
    s[stride] = x[2];
    s[2 * stride] = y[3];
    s[3 * stride] = y[2];
    s[4 * stride] = x[1];
    s[5 * stride] = x[0];
    s[6 * stride] = y[1];
    s[7 * stride] = y[0];
}

#define FOUR(q, X) \
    X(q, 0, 1, 2, 3) X(q + 1, 1, 2, 3, 0) X(q + 2, 2, 3, 0, 1) X(q + 3, 3, 0, 1, 2)

void sha256_blocks_ni(uint32_t s[8], const uint8_t *p, size_t n) {
    NI_LOAD_STATE(x, s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7])
    for (; n > 0; n--, p += 64) {
        NI_BLOCK_BEGIN(x, p)
#define STEP(q, a, b, c, d) NI_ROUNDS(x, q, a); if ((q) < 12) NI_EXTEND(x, a, b, c, d)
        FOUR(0, STEP) FOUR(4, STEP) FOUR(8, STEP) FOUR(12, STEP)
#undef STEP
        NI_BLOCK_END(x)
    }
    store_state(s, 1, xabef, xcdgh);
}

void sha256_lanes2_ni(void *state, const uint8_t *const *lanes, size_t n) {
    uint32_t *s = state;
    const uint8_t *p = lanes[0], *q_ = lanes[1];
    NI_LOAD_STATE(x, s[0], s[2], s[4], s[6], s[8], s[10], s[12], s[14])
    NI_LOAD_STATE(y, s[1], s[3], s[5], s[7], s[9], s[11], s[13], s[15])
    for (; n > 0; n--, p += 64, q_ += 64) {
        NI_BLOCK_BEGIN(x, p)
        NI_BLOCK_BEGIN(y, q_)
#define STEP(q, a, b, c, d) NI_ROUNDS(x, q, a); NI_ROUNDS(y, q, a); \
        if ((q) < 12) { NI_EXTEND(x, a, b, c, d) NI_EXTEND(y, a, b, c, d) }
        FOUR(0, STEP) FOUR(4, STEP) FOUR(8, STEP) FOUR(12, STEP)
#undef STEP
        NI_BLOCK_END(x)
        NI_BLOCK_END(y)
    }
    store_state(s, 2, xabef, xcdgh);
    store_state(s + 1, 2, yabef, ycdgh);
}

void md5_sha256_blocks_ni(uint32_t md5[4], uint32_t sha[8], const uint8_t *p, size_t n) {
    NI_LOAD_STATE(x, sha[0], sha[1], sha[2], sha[3], sha[4], sha[5], sha[6], sha[7])
    uint32_t a = md5[0], b = md5[1], c = md5[2], d = md5[3];
    for (; n > 0; n--, p += 64) {
        uint32_t a0 = a, b0 = b, c0 = c, d0 = d, m[16];
        memcpy(m, p, 64);
        NI_BLOCK_BEGIN(x, p)
#define w(i) m[i]
#define STEP(q, i, j, k, l) NI_ROUNDS(x, (q), i); if ((q) < 12) NI_EXTEND(x, i, j, k, l)
        STEP(0, 0, 1, 2, 3) MD5_QUARTER_0 STEP(1, 1, 2, 3, 0) MD5_QUARTER_1
        STEP(2, 2, 3, 0, 1) MD5_QUARTER_2 STEP(3, 3, 0, 1, 2) MD5_QUARTER_3
        STEP(4, 0, 1, 2, 3) MD5_QUARTER_4 STEP(5, 1, 2, 3, 0) MD5_QUARTER_5
        STEP(6, 2, 3, 0, 1) MD5_QUARTER_6 STEP(7, 3, 0, 1, 2) MD5_QUARTER_7
        STEP(8, 0, 1, 2, 3) MD5_QUARTER_8 STEP(9, 1, 2, 3, 0) MD5_QUARTER_9
        STEP(10, 2, 3, 0, 1) MD5_QUARTER_10 STEP(11, 3, 0, 1, 2) MD5_QUARTER_11
        STEP(12, 0, 1, 2, 3) MD5_QUARTER_12 STEP(13, 1, 2, 3, 0) MD5_QUARTER_13
        STEP(14, 2, 3, 0, 1) MD5_QUARTER_14 STEP(15, 3, 0, 1, 2) MD5_QUARTER_15
#undef STEP
#undef w
        NI_BLOCK_END(x)
        a += a0;
        b += b0;
        c += c0;
        d += d0;
    }
    md5[0] = a;
    md5[1] = b;
    md5[2] = c;
    md5[3] = d;
    store_state(sha, 1, xabef, xcdgh);
}
