/* MD5, one stream. */
#include "digests.h"
#include "md5_steps.h"
#include <string.h>

static inline uint32_t word(const uint8_t *p) {
    uint32_t v;
    memcpy(&v, p, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap32(v);
#endif
    return v;
}

void md5_blocks(uint32_t s[4], const uint8_t *p, size_t n) {
    uint32_t a = s[0], b = s[1], c = s[2], d = s[3];
    for (; n > 0; n--, p += 64) {
        uint32_t a0 = a, b0 = b, c0 = c, d0 = d;
#define w(i) word(p + 4 * (i))
        MD5_QUARTER_0 MD5_QUARTER_1 MD5_QUARTER_2 MD5_QUARTER_3
        MD5_QUARTER_4 MD5_QUARTER_5 MD5_QUARTER_6 MD5_QUARTER_7
        MD5_QUARTER_8 MD5_QUARTER_9 MD5_QUARTER_10 MD5_QUARTER_11
        MD5_QUARTER_12 MD5_QUARTER_13 MD5_QUARTER_14 MD5_QUARTER_15
#undef w
        a += a0;
        b += b0;
        c += c0;
        d += d0;
    }
    s[0] = a;
    s[1] = b;
    s[2] = c;
    s[3] = d;
}
