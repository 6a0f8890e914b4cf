/* MD5's 64 steps for one stream; w(i) gives message word i. Four steps at a time, so that a fused loop can put other work
 * between. G is a sum of two terms, which takes one operation off the chain. */
#define MD5_ROL(x, n) ((x) << (n) | (x) >> (32 - (n)))
#define MD5_F(b, c, d) ((d) ^ ((b) & ((c) ^ (d))))
#define MD5_H(b, c, d) ((b) ^ ((c) ^ (d)))
#define MD5_I(b, c, d) ((c) ^ ((b) | ~(d)))
#define MD5_STEP(f, a, b, c, d, i, k, r) do { a += k + w(i); a += f(b, c, d); a = MD5_ROL(a, r) + (b); } while (0)
#define MD5_GSTEP(a, b, c, d, i, k, r) do { \
    a += k + w(i) + ((c) & ~(d)); a += (b) & (d); a = MD5_ROL(a, r) + (b); } while (0)

#define MD5_F4(g, k0, k1, k2, k3) \
    MD5_STEP(MD5_F, a, b, c, d, 4 * g, k0, 7); MD5_STEP(MD5_F, d, a, b, c, 4 * g + 1, k1, 12); \
    MD5_STEP(MD5_F, c, d, a, b, 4 * g + 2, k2, 17); MD5_STEP(MD5_F, b, c, d, a, 4 * g + 3, k3, 22);
#define MD5_G4(g, k0, k1, k2, k3) \
    MD5_GSTEP(a, b, c, d, (20 * g + 1) & 15, k0, 5); MD5_GSTEP(d, a, b, c, (20 * g + 6) & 15, k1, 9); \
    MD5_GSTEP(c, d, a, b, (20 * g + 11) & 15, k2, 14); MD5_GSTEP(b, c, d, a, (20 * g) & 15, k3, 20);
#define MD5_H4(g, k0, k1, k2, k3) \
    MD5_STEP(MD5_H, a, b, c, d, (12 * g + 5) & 15, k0, 4); MD5_STEP(MD5_H, d, a, b, c, (12 * g + 8) & 15, k1, 11); \
    MD5_STEP(MD5_H, c, d, a, b, (12 * g + 11) & 15, k2, 16); MD5_STEP(MD5_H, b, c, d, a, (12 * g + 14) & 15, k3, 23);
#define MD5_I4(g, k0, k1, k2, k3) \
    MD5_STEP(MD5_I, a, b, c, d, (28 * g) & 15, k0, 6); MD5_STEP(MD5_I, d, a, b, c, (28 * g + 7) & 15, k1, 10); \
    MD5_STEP(MD5_I, c, d, a, b, (28 * g + 14) & 15, k2, 15); MD5_STEP(MD5_I, b, c, d, a, (28 * g + 5) & 15, k3, 21);

#define MD5_QUARTER_0 MD5_F4(0, 0xd76aa478u, 0xe8c7b756u, 0x242070dbu, 0xc1bdceeeu)
#define MD5_QUARTER_1 MD5_F4(1, 0xf57c0fafu, 0x4787c62au, 0xa8304613u, 0xfd469501u)
#define MD5_QUARTER_2 MD5_F4(2, 0x698098d8u, 0x8b44f7afu, 0xffff5bb1u, 0x895cd7beu)
#define MD5_QUARTER_3 MD5_F4(3, 0x6b901122u, 0xfd987193u, 0xa679438eu, 0x49b40821u)
#define MD5_QUARTER_4 MD5_G4(0, 0xf61e2562u, 0xc040b340u, 0x265e5a51u, 0xe9b6c7aau)
#define MD5_QUARTER_5 MD5_G4(1, 0xd62f105du, 0x02441453u, 0xd8a1e681u, 0xe7d3fbc8u)
#define MD5_QUARTER_6 MD5_G4(2, 0x21e1cde6u, 0xc33707d6u, 0xf4d50d87u, 0x455a14edu)
#define MD5_QUARTER_7 MD5_G4(3, 0xa9e3e905u, 0xfcefa3f8u, 0x676f02d9u, 0x8d2a4c8au)
#define MD5_QUARTER_8 MD5_H4(0, 0xfffa3942u, 0x8771f681u, 0x6d9d6122u, 0xfde5380cu)
#define MD5_QUARTER_9 MD5_H4(1, 0xa4beea44u, 0x4bdecfa9u, 0xf6bb4b60u, 0xbebfbc70u)
#define MD5_QUARTER_10 MD5_H4(2, 0x289b7ec6u, 0xeaa127fau, 0xd4ef3085u, 0x04881d05u)
#define MD5_QUARTER_11 MD5_H4(3, 0xd9d4d039u, 0xe6db99e5u, 0x1fa27cf8u, 0xc4ac5665u)
#define MD5_QUARTER_12 MD5_I4(0, 0xf4292244u, 0x432aff97u, 0xab9423a7u, 0xfc93a039u)
#define MD5_QUARTER_13 MD5_I4(1, 0x655b59c3u, 0x8f0ccc92u, 0xffeff47du, 0x85845dd1u)
#define MD5_QUARTER_14 MD5_I4(2, 0x6fa87e4fu, 0xfe2ce6e0u, 0xa3014314u, 0x4e0811a1u)
#define MD5_QUARTER_15 MD5_I4(3, 0xf7537e82u, 0xbd3af235u, 0x2ad7d2bbu, 0xeb86d391u)
