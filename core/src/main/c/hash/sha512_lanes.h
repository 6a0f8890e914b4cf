/* SHA-512 of LANES streams, word by word. Besides LANES, V and RUN, the function's name, to be defined: ADD, CH, MAJ, S0, S1,
 * s0 and s1 on vectors of 64-bit words, SET1(u64), VLOAD(p), VSTORE(p, v), and TRANSPOSE(w, p, at): sixteen vectors of
 * message words from a block of each lane. */
#include "digests.h"

#define ROUND(a, b, c, d, e, f, g, h, kw) do { \
    V t_ = ADD(ADD(h, kw), ADD(S1(e), CH(e, f, g))); \
    d = ADD(d, t_); h = ADD(t_, ADD(S0(a), MAJ(a, b, c))); } while (0)
#define KW(i) ADD(SET1(sha512_k[t + (i)]), w[i])
#define EIGHT(i) \
    ROUND(a, b, c, d, e, f, g, h, KW(i)); ROUND(h, a, b, c, d, e, f, g, KW((i) + 1)); \
    ROUND(g, h, a, b, c, d, e, f, KW((i) + 2)); ROUND(f, g, h, a, b, c, d, e, KW((i) + 3)); \
    ROUND(e, f, g, h, a, b, c, d, KW((i) + 4)); ROUND(d, e, f, g, h, a, b, c, KW((i) + 5)); \
    ROUND(c, d, e, f, g, h, a, b, KW((i) + 6)); ROUND(b, c, d, e, f, g, h, a, KW((i) + 7));
#define EXTEND(i) w[i] = ADD(ADD(w[i], s1(w[((i) + 14) & 15])), ADD(w[((i) + 9) & 15], s0(w[((i) + 1) & 15])));

void RUN(void *state, const uint8_t *const *lanes, size_t n) {
    uint64_t *s = state;
    V h0[8];
    for (int i = 0; i < 8; i++) h0[i] = VLOAD(s + LANES * i);
    for (size_t block = 0; block < n; block++) {
        V w[16];
        V a = h0[0], b = h0[1], c = h0[2], d = h0[3], e = h0[4], f = h0[5], g = h0[6], h = h0[7];
        TRANSPOSE(w, lanes, block * 128);
        for (int t = 0;; t += 16) {
            EIGHT(0)
            EIGHT(8)
            if (t == 64) break;
            EXTEND(0) EXTEND(1) EXTEND(2) EXTEND(3) EXTEND(4) EXTEND(5) EXTEND(6) EXTEND(7)
            EXTEND(8) EXTEND(9) EXTEND(10) EXTEND(11) EXTEND(12) EXTEND(13) EXTEND(14) EXTEND(15)
        }
        h0[0] = ADD(h0[0], a);
        h0[1] = ADD(h0[1], b);
        h0[2] = ADD(h0[2], c);
        h0[3] = ADD(h0[3], d);
        h0[4] = ADD(h0[4], e);
        h0[5] = ADD(h0[5], f);
        h0[6] = ADD(h0[6], g);
        h0[7] = ADD(h0[7], h);
    }
    for (int i = 0; i < 8; i++) VSTORE(s + LANES * i, h0[i]);
}
