/* SHA-256 by the SHA extensions: names of one stream are prefixed, so that several can run in one loop. */
#include <immintrin.h>

#define NI_SWAP _mm_set_epi64x(0x0c0d0e0f08090a0bll, 0x0405060700010203ll)

/* The instructions want the state as (A, B, E, F) and (C, D, G, H). */
#define NI_LOAD_STATE(x, s0, s1, s2, s3, s4, s5, s6, s7) \
    __m128i x##abef = _mm_set_epi32((int) (s0), (int) (s1), (int) (s4), (int) (s5)); \
    __m128i x##cdgh = _mm_set_epi32((int) (s2), (int) (s3), (int) (s6), (int) (s7));

#define NI_BLOCK_BEGIN(x, p) \
    __m128i x##abef0 = x##abef, x##cdgh0 = x##cdgh; \
    __m128i x##m0 = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *) (p)), NI_SWAP); \
    __m128i x##m1 = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *) ((p) + 16)), NI_SWAP); \
    __m128i x##m2 = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *) ((p) + 32)), NI_SWAP); \
    __m128i x##m3 = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *) ((p) + 48)), NI_SWAP);

#define NI_BLOCK_END(x) \
    x##abef = _mm_add_epi32(x##abef, x##abef0); x##cdgh = _mm_add_epi32(x##cdgh, x##cdgh0);

/* Four rounds on m##i, the q-th quarter of sixteen. */
#define NI_ROUNDS(x, q, i) do { \
    __m128i kw_ = _mm_add_epi32(x##m##i, _mm_loadu_si128((const __m128i *) (sha256_k + 4 * (q)))); \
    x##cdgh = _mm_sha256rnds2_epu32(x##cdgh, x##abef, kw_); \
    x##abef = _mm_sha256rnds2_epu32(x##abef, x##cdgh, _mm_shuffle_epi32(kw_, 0x0e)); } while (0)

/* m##a becomes the message four quarters on; b, c, d are the three quarters after a. */
#define NI_EXTEND(x, a, b, c, d) \
    x##m##a = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(x##m##a, x##m##b), \
        _mm_alignr_epi8(x##m##d, x##m##c, 4)), x##m##d);
