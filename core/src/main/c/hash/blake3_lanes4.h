/* 4 x 4 transposition of 128-bit rows, the counters and the stores of a four-lane kernel. */
#define LANE4(i, n) ((size_t) (i) < (n) ? (size_t) (i) : (n) - 1)

#define UNPACK4(m, q, r0, r1, r2, r3, LO32, HI32, LO64, HI64) do { \
    V t0_ = LO32(r0, r1), t1_ = HI32(r0, r1), t2_ = LO32(r2, r3), t3_ = HI32(r2, r3); \
    (m)[4 * (q)] = LO64(t0_, t2_); (m)[4 * (q) + 1] = HI64(t0_, t2_); \
    (m)[4 * (q) + 2] = LO64(t1_, t3_); (m)[4 * (q) + 3] = HI64(t1_, t3_); } while (0)

#define TRANSPOSE_128(m, in, offset, stride, n) do { \
    for (int q_ = 0; q_ < 4; q_++) { \
        const uint8_t *p_ = (in) + (offset) + 16 * q_; \
        V a_ = _mm_loadu_si128((const __m128i *) (p_)); \
        V b_ = _mm_loadu_si128((const __m128i *) (p_ + (stride) * LANE4(1, n))); \
        V c_ = _mm_loadu_si128((const __m128i *) (p_ + (stride) * LANE4(2, n))); \
        V d_ = _mm_loadu_si128((const __m128i *) (p_ + (stride) * LANE4(3, n))); \
        UNPACK4(m, q_, a_, b_, c_, d_, _mm_unpacklo_epi32, _mm_unpackhi_epi32, _mm_unpacklo_epi64, _mm_unpackhi_epi64); \
    } } while (0)

#define STORE_128(out, h) do { \
    V w_[8]; \
    UNPACK4(w_, 0, h[0], h[1], h[2], h[3], _mm_unpacklo_epi32, _mm_unpackhi_epi32, _mm_unpacklo_epi64, _mm_unpackhi_epi64); \
    UNPACK4(w_, 1, h[4], h[5], h[6], h[7], _mm_unpacklo_epi32, _mm_unpackhi_epi32, _mm_unpacklo_epi64, _mm_unpackhi_epi64); \
    for (int i_ = 0; i_ < 4; i_++) { \
        _mm_storeu_si128((__m128i *) ((out) + 32 * i_), w_[i_]); \
        _mm_storeu_si128((__m128i *) ((out) + 32 * i_ + 16), w_[i_ + 4]); \
    } } while (0)

#define COUNTERS_128(lo, hi, counter, step) do { \
    uint32_t l_[4], h_[4]; \
    for (int i_ = 0; i_ < 4; i_++) { \
        uint64_t c_ = (counter) + (uint64_t) ((step) * i_); \
        l_[i_] = (uint32_t) c_; h_[i_] = (uint32_t) (c_ >> 32); \
    } \
    lo = _mm_loadu_si128((const __m128i *) l_); hi = _mm_loadu_si128((const __m128i *) h_); } while (0)
