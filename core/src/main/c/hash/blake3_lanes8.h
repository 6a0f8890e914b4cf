/* Eight lanes: each quarter of the blocks is loaded as rows (i, i + 4), then 4 x 4 transpositions within 128 bits. */
#define LANE8(i, n) ((size_t) (i) < (n) ? (size_t) (i) : (n) - 1)
#define LOAD_256(p, stride, i, n) _mm256_inserti128_si256( \
    _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *) ((p) + (stride) * LANE8(i, n)))), \
    _mm_loadu_si128((const __m128i *) ((p) + (stride) * LANE8((i) + 4, n))), 1)

#define UNPACK8(m, q, r0, r1, r2, r3) do { \
    V t0_ = _mm256_unpacklo_epi32(r0, r1), t1_ = _mm256_unpackhi_epi32(r0, r1); \
    V t2_ = _mm256_unpacklo_epi32(r2, r3), t3_ = _mm256_unpackhi_epi32(r2, r3); \
    (m)[4 * (q)] = _mm256_unpacklo_epi64(t0_, t2_); (m)[4 * (q) + 1] = _mm256_unpackhi_epi64(t0_, t2_); \
    (m)[4 * (q) + 2] = _mm256_unpacklo_epi64(t1_, t3_); (m)[4 * (q) + 3] = _mm256_unpackhi_epi64(t1_, t3_); } while (0)

#define TRANSPOSE_256(m, in, offset, stride, n) do { \
    for (int q_ = 0; q_ < 4; q_++) { \
        const uint8_t *p_ = (in) + (offset) + 16 * q_; \
        V a_ = LOAD_256(p_, stride, 0, n), b_ = LOAD_256(p_, stride, 1, n); \
        V c_ = LOAD_256(p_, stride, 2, n), d_ = LOAD_256(p_, stride, 3, n); \
        UNPACK8(m, q_, a_, b_, c_, d_); \
    } } while (0)

#define STORE_256(out, h) do { \
    V w_[8]; \
    UNPACK8(w_, 0, h[0], h[1], h[2], h[3]); \
    UNPACK8(w_, 1, h[4], h[5], h[6], h[7]); \
    for (int i_ = 0; i_ < 4; i_++) { \
        _mm256_storeu_si256((__m256i *) ((out) + 32 * i_), _mm256_permute2x128_si256(w_[i_], w_[i_ + 4], 0x20)); \
        _mm256_storeu_si256((__m256i *) ((out) + 32 * (i_ + 4)), _mm256_permute2x128_si256(w_[i_], w_[i_ + 4], 0x31)); \
    } } while (0)

#define COUNTERS_256(lo, hi, counter, step) do { \
    uint32_t l_[8], h_[8]; \
    for (int i_ = 0; i_ < 8; i_++) { \
        uint64_t c_ = (counter) + (uint64_t) ((step) * i_); \
        l_[i_] = (uint32_t) c_; h_[i_] = (uint32_t) (c_ >> 32); \
    } \
    lo = _mm256_loadu_si256((const __m256i *) l_); hi = _mm256_loadu_si256((const __m256i *) h_); } while (0)
