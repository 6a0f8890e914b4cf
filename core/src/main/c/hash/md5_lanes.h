/* MD5 of LANES streams, word by word. Besides LANES, V, SET1 and TRANSPOSE (see blake3_lanes.h) to be defined:
 * VADD(a,b), VROL(a,n), VF/VG/VH/VI(b,c,d) as expressions, VLOAD(p), VSTORE(p,v), and RUN, the function's name. */
#include "digests.h"

#define LANE_STEP(f, a, b, c, d, i, t, r) \
    a = VADD(VADD(a, f(b, c, d)), VADD(m[i], SET1(md5_k[t]))); a = VADD(VROL(a, r), b);
#define LANE_FOUR(f, t, i0, i1, i2, i3, r0, r1, r2, r3) \
    LANE_STEP(f, a, b, c, d, (i0) & 15, t, r0) LANE_STEP(f, d, a, b, c, (i1) & 15, t + 1, r1) \
    LANE_STEP(f, c, d, a, b, (i2) & 15, t + 2, r2) LANE_STEP(f, b, c, d, a, (i3) & 15, t + 3, r3)
#define LANE_F(g) LANE_FOUR(VF, 4 * g, 4 * g, 4 * g + 1, 4 * g + 2, 4 * g + 3, 7, 12, 17, 22)
#define LANE_G(g) LANE_FOUR(VG, 16 + 4 * g, 20 * g + 1, 20 * g + 6, 20 * g + 11, 20 * g, 5, 9, 14, 20)
#define LANE_H(g) LANE_FOUR(VH, 32 + 4 * g, 12 * g + 5, 12 * g + 8, 12 * g + 11, 12 * g + 14, 4, 11, 16, 23)
#define LANE_I(g) LANE_FOUR(VI, 48 + 4 * g, 28 * g, 28 * g + 7, 28 * g + 14, 28 * g + 5, 6, 10, 15, 21)

void RUN(void *state, const uint8_t *const *lanes, size_t n) {
    uint32_t *s = state;
    V a = VLOAD(s), b = VLOAD(s + LANES), c = VLOAD(s + 2 * LANES), d = VLOAD(s + 3 * LANES);
    for (size_t block = 0; block < n; block++) {
        V m[16], a0 = a, b0 = b, c0 = c, d0 = d;
        TRANSPOSE(m, lanes, block * 64);
        LANE_F(0) LANE_F(1) LANE_F(2) LANE_F(3)
        LANE_G(0) LANE_G(1) LANE_G(2) LANE_G(3)
        LANE_H(0) LANE_H(1) LANE_H(2) LANE_H(3)
        LANE_I(0) LANE_I(1) LANE_I(2) LANE_I(3)
        a = VADD(a, a0);
        b = VADD(b, b0);
        c = VADD(c, c0);
        d = VADD(d, d0);
    }
    VSTORE(s, a);
    VSTORE(s + LANES, b);
    VSTORE(s + 2 * LANES, c);
    VSTORE(s + 3 * LANES, d);
}
