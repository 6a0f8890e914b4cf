/* The body of a SIMD kernel: LANES inputs side by side, word i of every lane's state in one vector.
 * To be included once per vector width, after these are defined:
 *   LANES, V (vector type), NAME(x) (mangles a function name), SET1(u32),
 *   ADD(a,b) ADDM(a,m) XOR(a,b) ROT16(a) ROT12(a) ROT8(a) ROT7(a): statements that change a,
 *   TRANSPOSE(m, in, offset, stride, n): 16 message vectors from LANES blocks, STORE_CVS(out, h),
 *   COUNTERS(lo, hi, counter, step),
 *   or, instead of the operations, COMPRESS(h, m, lo, hi, flags) as a whole. */

#define B3_HALF(A0, A1, A2, A3, B0, B1, B2, B3_, C0, C1, C2, C3, D0, D1, D2, D3, MA, MB, MC, MD, N1, N2) \
    ADDM(A0, MA); ADDM(A1, MB); ADDM(A2, MC); ADDM(A3, MD); \
    ADD(A0, B0); ADD(A1, B1); ADD(A2, B2); ADD(A3, B3_); \
    XOR(D0, A0); XOR(D1, A1); XOR(D2, A2); XOR(D3, A3); \
    N1(D0); N1(D1); N1(D2); N1(D3); \
    ADD(C0, D0); ADD(C1, D1); ADD(C2, D2); ADD(C3, D3); \
    XOR(B0, C0); XOR(B1, C1); XOR(B2, C2); XOR(B3_, C3); \
    N2(B0); N2(B1); N2(B2); N2(B3_);

#define B3_COLUMNS(MA, MB, MC, MD, N1, N2) B3_HALF(v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, va, vb, vc, vd, ve, vf, \
    MA, MB, MC, MD, N1, N2)
#define B3_DIAGONALS(MA, MB, MC, MD, N1, N2) B3_HALF(v0, v1, v2, v3, v5, v6, v7, v4, va, vb, v8, v9, vf, vc, vd, ve, \
    MA, MB, MC, MD, N1, N2)

#define B3_ROUND(a, b, c, d, e, f, g, h, i, j, k, l, m_, n_, o, p) \
    B3_COLUMNS(M(a), M(c), M(e), M(g), ROT16, ROT12) \
    B3_COLUMNS(M(b), M(d), M(f), M(h), ROT8, ROT7) \
    B3_DIAGONALS(M(i), M(k), M(m_), M(o), ROT16, ROT12) \
    B3_DIAGONALS(M(j), M(l), M(n_), M(p), ROT8, ROT7)

#define M(i) m[i]

#ifndef COMPRESS
#define COMPRESS NAME(compress)
static inline __attribute__((always_inline)) void NAME(compress)(V h[8], const V m[16], V lo, V hi, V flags) {
    V v0 = h[0], v1 = h[1], v2 = h[2], v3 = h[3], v4 = h[4], v5 = h[5], v6 = h[6], v7 = h[7];
    V v8 = SET1(0x6A09E667u), v9 = SET1(0xBB67AE85u), va = SET1(0x3C6EF372u), vb = SET1(0xA54FF53Au);
    V vc = lo, vd = hi, ve = SET1(64), vf = flags;
    B3_ROUNDS(B3_ROUND)
    XOR(v0, v8); XOR(v1, v9); XOR(v2, va); XOR(v3, vb);
    XOR(v4, vc); XOR(v5, vd); XOR(v6, ve); XOR(v7, vf);
    h[0] = v0; h[1] = v1; h[2] = v2; h[3] = v3; h[4] = v4; h[5] = v5; h[6] = v6; h[7] = v7;
}
#endif

/* `blocks` blocks of each lane; in the last group of an input, lanes n.. repeat lane n-1 and are thrown away. */
static inline __attribute__((always_inline)) void NAME(body)(
        const uint8_t *in, size_t stride, size_t n, int blocks, uint64_t counter, int step,
        uint32_t first, uint32_t middle, uint32_t last, uint8_t *cvs) {
    V h[8], lo, hi;
    for (int i = 0; i < 8; i++) h[i] = SET1(b3_iv[i]);
    COUNTERS(lo, hi, counter, step);
    uint32_t flags = first;
    for (int block = 0; block < blocks; block++) {
        V m[16];
        if (block + 1 == blocks) flags |= last;
        TRANSPOSE(m, in, (size_t) block * 64, stride, n);
        if (blocks > 1) {
            /* In address order across the lanes: hardware follows that, and it reaches DRAM in time. */
            const uint8_t *ahead = in + LANES * 1024 + block * (LANES * 64);
            for (int i = 0; i < LANES; i++) __builtin_prefetch(ahead + 64 * i, 0, 3);
        }
        COMPRESS(h, m, lo, hi, SET1(flags));
        flags = middle;
    }
    STORE_CVS(cvs, h);
}

static __attribute__((noinline, unused)) void NAME(full_chunks)(const uint8_t *in, uint64_t counter, uint8_t *cvs) {
    NAME(body)(in, 1024, LANES, 16, counter, 1, B3_CHUNK_START, 0, B3_CHUNK_END, cvs);
}

static __attribute__((noinline, unused)) void NAME(full_parents)(const uint8_t *in, uint8_t *cvs) {
    NAME(body)(in, 64, LANES, 1, 0, 0, B3_PARENT, 0, 0, cvs);
}

static __attribute__((noinline, unused)) void NAME(some_chunks)(const uint8_t *in, size_t n, uint64_t counter,
                                                        uint8_t *cvs) {
    uint8_t all[LANES * B3_CV];
    NAME(body)(in, 1024, n, 16, counter, 1, B3_CHUNK_START, 0, B3_CHUNK_END, all);
    memcpy(cvs, all, n * B3_CV);
}

static __attribute__((noinline, unused)) void NAME(some_parents)(const uint8_t *in, size_t n, uint8_t *cvs) {
    uint8_t all[LANES * B3_CV];
    NAME(body)(in, 64, n, 1, 0, 0, B3_PARENT, 0, 0, all);
    memcpy(cvs, all, n * B3_CV);
}

#undef B3_HALF
#undef B3_COLUMNS
#undef B3_DIAGONALS
#undef B3_ROUND
#undef M
