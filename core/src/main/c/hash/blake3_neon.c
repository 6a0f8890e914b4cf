/* BLAKE3 on NEON: four lanes, one of each vector. A single block is left to the portable code. */
#include "blake3.h"
#include <arm_neon.h>
#include <string.h>

#define LANES 4
#define V uint32x4_t
#define NAME(x) neon_##x
#define SET1(x) vdupq_n_u32(x)
#define ADD(a, b) a = vaddq_u32(a, b)
#define ADDM(a, b) ADD(a, b)
#define XOR(a, b) a = veorq_u32(a, b)
#define NEON_ROR(a, n) vsriq_n_u32(vshlq_n_u32(a, 32 - (n)), a, n)
#define ROT16(a) a = vreinterpretq_u32_u16(vrev32q_u16(vreinterpretq_u16_u32(a)))
#define ROT12(a) a = NEON_ROR(a, 12)
#define ROT8(a) a = NEON_ROR(a, 8)
#define ROT7(a) a = NEON_ROR(a, 7)

static inline uint32x4_t row(const uint8_t *p) {
    return vreinterpretq_u32_u8(vld1q_u8(p));
}

static inline void transpose4(uint32x4_t out[4], uint32x4_t a, uint32x4_t b, uint32x4_t c, uint32x4_t d) {
    uint32x4x2_t ab = vtrnq_u32(a, b), cd = vtrnq_u32(c, d);
    out[0] = vcombine_u32(vget_low_u32(ab.val[0]), vget_low_u32(cd.val[0]));
    out[1] = vcombine_u32(vget_low_u32(ab.val[1]), vget_low_u32(cd.val[1]));
    out[2] = vcombine_u32(vget_high_u32(ab.val[0]), vget_high_u32(cd.val[0]));
    out[3] = vcombine_u32(vget_high_u32(ab.val[1]), vget_high_u32(cd.val[1]));
}

static inline void counters4(uint32x4_t *lo, uint32x4_t *hi, uint64_t counter, int step) {
    uint32_t l[4], h[4];
    for (int i = 0; i < 4; i++) {
        uint64_t c = counter + (uint64_t) (step * i);
        l[i] = (uint32_t) c;
        h[i] = (uint32_t) (c >> 32);
    }
    *lo = vld1q_u32(l);
    *hi = vld1q_u32(h);
}

#define LANE4(i, n) ((size_t) (i) < (n) ? (size_t) (i) : (n) - 1)
#define TRANSPOSE(m, in, offset, stride, n) do { \
    for (int q_ = 0; q_ < 4; q_++) { \
        const uint8_t *p_ = (in) + (offset) + 16 * q_; \
        transpose4((m) + 4 * q_, row(p_), row(p_ + (stride) * LANE4(1, n)), row(p_ + (stride) * LANE4(2, n)), \
                   row(p_ + (stride) * LANE4(3, n))); \
    } } while (0)
#define STORE_CVS(out, h) do { \
    V lo_[4], hi_[4]; \
    transpose4(lo_, h[0], h[1], h[2], h[3]); \
    transpose4(hi_, h[4], h[5], h[6], h[7]); \
    for (int i_ = 0; i_ < 4; i_++) { \
        vst1q_u8((out) + 32 * i_, vreinterpretq_u8_u32(lo_[i_])); \
        vst1q_u8((out) + 32 * i_ + 16, vreinterpretq_u8_u32(hi_[i_])); \
    } } while (0)
#define COUNTERS(lo, hi, counter, step) counters4(&(lo), &(hi), counter, step)
#include "blake3_lanes.h"

static void compress(uint8_t cv[B3_CV], const uint8_t block[B3_BLOCK], uint32_t len, uint64_t counter,
                     uint32_t flags) {
    b3_portable.compress(cv, block, len, counter, flags);
}

static void chunks(const uint8_t *in, size_t n, uint64_t counter, uint8_t *cvs) {
    for (; n >= 4; n -= 4, in += 4 * B3_CHUNK, counter += 4, cvs += 4 * B3_CV) neon_full_chunks(in, counter, cvs);
    if (n > 1) neon_some_chunks(in, n, counter, cvs);
    else if (n == 1) b3_portable.chunks(in, 1, counter, cvs);
}

static void parents(const uint8_t *pairs, size_t n, uint8_t *cvs) {
    for (; n >= 4; n -= 4, pairs += 4 * B3_BLOCK, cvs += 4 * B3_CV) neon_full_parents(pairs, cvs);
    if (n > 1) neon_some_parents(pairs, n, cvs);
    else if (n == 1) b3_portable.parents(pairs, 1, cvs);
}

const struct b3_kernel b3_neon = {compress, chunks, parents};
