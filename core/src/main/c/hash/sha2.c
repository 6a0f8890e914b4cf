/* SHA-256 and SHA-512 in plain C, one stream. sha512_bmi.c compiles this file again for CPUs with rotations that need no
 * second move. */
#include "digests.h"
#include <string.h>

#ifndef SHA512_NAME
#define SHA512_NAME sha512_blocks
#define WITH_SHA256
#endif

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define BIG32(x) (x)
#define BIG64(x) (x)
#else
#define BIG32(x) __builtin_bswap32(x)
#define BIG64(x) __builtin_bswap64(x)
#endif

#define ROR(x, n) ((x) >> (n) | (x) << (8 * sizeof(x) - (n)))
#define CH(e, f, g) ((g) ^ ((e) & ((f) ^ (g))))
#define MAJ(a, b, c) (((a) & (b)) | ((c) & ((a) | (b))))

/* One round; the caller turns the names instead of moving the values. */
#define ROUND(a, b, c, d, e, f, g, h, kw) do { \
    h += (kw) + S1(e) + CH(e, f, g); d += h; h += S0(a) + MAJ(a, b, c); } while (0)
#define EIGHT(i, KW) \
    ROUND(a, b, c, d, e, f, g, h, KW(i)); ROUND(h, a, b, c, d, e, f, g, KW((i) + 1)); \
    ROUND(g, h, a, b, c, d, e, f, KW((i) + 2)); ROUND(f, g, h, a, b, c, d, e, KW((i) + 3)); \
    ROUND(e, f, g, h, a, b, c, d, KW((i) + 4)); ROUND(d, e, f, g, h, a, b, c, KW((i) + 5)); \
    ROUND(c, d, e, f, g, h, a, b, KW((i) + 6)); ROUND(b, c, d, e, f, g, h, a, KW((i) + 7));
#define EXTEND(i) (w[(i) & 15] += s1(w[((i) - 2) & 15]) + w[((i) - 7) & 15] + s0(w[((i) - 15) & 15]))
#define STORE(s) s[0] += a; s[1] += b; s[2] += c; s[3] += d; s[4] += e; s[5] += f; s[6] += g; s[7] += h;
#define LOAD(s) a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7]

#ifdef WITH_SHA256
#define S0(a) (ROR(a, 2) ^ ROR(a, 13) ^ ROR(a, 22))
#define S1(e) (ROR(e, 6) ^ ROR(e, 11) ^ ROR(e, 25))
#define s0(x) (ROR(x, 7) ^ ROR(x, 18) ^ (x) >> 3)
#define s1(x) (ROR(x, 17) ^ ROR(x, 19) ^ (x) >> 10)
#define FRESH(i) (sha256_k[i] + w[i])
#define NEXT(i) (sha256_k[i] + EXTEND(i))
void sha256_blocks(uint32_t s[8], const uint8_t *p, size_t n) {
    for (; n > 0; n--, p += 64) {
        uint32_t w[16], LOAD(s);
        memcpy(w, p, 64);
        for (int i = 0; i < 16; i++) w[i] = BIG32(w[i]);
        EIGHT(0, FRESH) EIGHT(8, FRESH)
        for (int i = 16; i < 64; i += 16) {
            EIGHT(i, NEXT) EIGHT(i + 8, NEXT)
        }
        STORE(s)
    }
}
#undef S0
#undef S1
#undef s0
#undef s1
#undef FRESH
#undef NEXT
#endif

#define S0(a) (ROR(a, 28) ^ ROR(a, 34) ^ ROR(a, 39))
#define S1(e) (ROR(e, 14) ^ ROR(e, 18) ^ ROR(e, 41))
#define s0(x) (ROR(x, 1) ^ ROR(x, 8) ^ (x) >> 7)
#define s1(x) (ROR(x, 19) ^ ROR(x, 61) ^ (x) >> 6)
#define FRESH(i) (sha512_k[i] + w[i])
#define NEXT(i) (sha512_k[i] + EXTEND(i))
void SHA512_NAME(uint64_t s[8], const uint8_t *p, size_t n) {
    for (; n > 0; n--, p += 128) {
        uint64_t w[16], LOAD(s);
        memcpy(w, p, 128);
        for (int i = 0; i < 16; i++) w[i] = BIG64(w[i]);
        EIGHT(0, FRESH) EIGHT(8, FRESH)
        for (int i = 16; i < 80; i += 16) {
            EIGHT(i, NEXT) EIGHT(i + 8, NEXT)
        }
        STORE(s)
    }
}
