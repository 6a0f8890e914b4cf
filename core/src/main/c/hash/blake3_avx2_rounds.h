/* The seven rounds of BLAKE3 in eight lanes, for sixteen 256-bit registers: ymm0-3 hold row a of the state, ymm4-7 b,
 * ymm8-11 c, ymm12-15 d. Rotations need a seventeenth: each half step writes one c to memory for as long as its register
 * serves them. Compilers spill more, and in the middle of the dependency chains. Which c goes changes from one half step
 * to the next, so that no chain waits for its store again and again; and of the four columns the first two run ahead, so
 * that their additions meet the rotations of the others. */

#define Y(r) "%%ymm" #r
#define M(i) "32*" #i "(%[m]), "
#define KEPT(c) "32*(" #c "-8)(%[kept])"
#define ADD_M(i, a) "vpaddd " M(i) Y(a) ", " Y(a) "\n\t"
#define ADD_R(x, y) "vpaddd " Y(y) ", " Y(x) ", " Y(x) "\n\t"
#define ADD_K(c, d) "vpaddd " KEPT(c) ", " Y(d) ", " Y(c) "\n\t"
#define XOR_R(x, y) "vpxor " Y(y) ", " Y(x) ", " Y(x) "\n\t"
#define BYTES(x, how) "vpshufb %[" #how "], " Y(x) ", " Y(x) "\n\t"
#define KEEP(c) "vmovdqa " Y(c) ", " KEPT(c) "\n\t"
#define ROTATE(b, n, t) "vpsrld $" #n ", " Y(b) ", " Y(t) "\n\tvpslld $(32-" #n "), " Y(b) ", " Y(b) "\n\t" \
    "vpor " Y(t) ", " Y(b) ", " Y(b) "\n\t"

/* Half of G in four columns (a, b, c, d, message word); C3 or C1 is the one whose c is in memory, C0 the next to go. */
#define HALF(ADD_C1, ADD_C3, how, n, \
        a0, b0, c0, d0, m0, a1, b1, c1, d1, m1, a2, b2, c2, d2, m2, a3, b3, c3, d3, m3) \
    ADD_M(m0, a0) ADD_M(m1, a1) ADD_R(a0, b0) ADD_R(a1, b1) XOR_R(d0, a0) XOR_R(d1, a1) BYTES(d0, how) BYTES(d1, how) \
    ADD_M(m2, a2) ADD_M(m3, a3) ADD_R(a2, b2) ADD_R(a3, b3) ADD_R(c0, d0) ADD_C1(c1, d1) \
    XOR_R(d2, a2) XOR_R(d3, a3) XOR_R(b0, c0) XOR_R(b1, c1) KEEP(c0) BYTES(d2, how) BYTES(d3, how) \
    ROTATE(b0, n, c0) ROTATE(b1, n, c0) ADD_R(c2, d2) ADD_C3(c3, d3) XOR_R(b2, c2) XOR_R(b3, c3) \
    ROTATE(b2, n, c0) ROTATE(b3, n, c0)

#define ROUND(w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, wa, wb, wc, wd, we, wf) \
    HALF(ADD_R, ADD_K, rot16, 12, 0, 4, 8, 12, w0, 1, 5, 9, 13, w2, 2, 6, 10, 14, w4, 3, 7, 11, 15, w6) \
    HALF(ADD_K, ADD_R, rot8, 7, 1, 5, 9, 13, w3, 0, 4, 8, 12, w1, 2, 6, 10, 14, w5, 3, 7, 11, 15, w7) \
    HALF(ADD_R, ADD_K, rot16, 12, 0, 5, 10, 15, w8, 1, 6, 11, 12, wa, 2, 7, 8, 13, wc, 3, 4, 9, 14, we) \
    HALF(ADD_K, ADD_R, rot8, 7, 1, 6, 11, 12, wb, 0, 5, 10, 15, w9, 2, 7, 8, 13, wd, 3, 4, 9, 14, wf)

/* One block of every lane: h is replaced by its compression. */
static inline __attribute__((always_inline)) void avx2_compress(__m256i h[8], const __m256i m[16], __m256i lo,
        __m256i hi, __m256i flags) {
    struct { __m256i kept[4], iv[3], d[4]; } w;
    register __m256i h0 __asm__("xmm0") = h[0], h1 __asm__("xmm1") = h[1], h2 __asm__("xmm2") = h[2];
    register __m256i h3 __asm__("xmm3") = h[3], h4 __asm__("xmm4") = h[4], h5 __asm__("xmm5") = h[5];
    register __m256i h6 __asm__("xmm6") = h[6], h7 __asm__("xmm7") = h[7];
    for (int i = 0; i < 3; i++) w.iv[i] = _mm256_set1_epi32((int) b3_iv[i]);
    w.kept[3] = _mm256_set1_epi32((int) b3_iv[3]);
    w.d[0] = lo;
    w.d[1] = hi;
    w.d[2] = _mm256_set1_epi32(B3_BLOCK);
    w.d[3] = flags;
    __asm__ volatile(
        "vmovdqa %[iv0], %%ymm8\n\tvmovdqa %[iv1], %%ymm9\n\tvmovdqa %[iv2], %%ymm10\n\t"
        "vmovdqa %[d0], %%ymm12\n\tvmovdqa %[d1], %%ymm13\n\tvmovdqa %[d2], %%ymm14\n\tvmovdqa %[d3], %%ymm15\n\t"
        B3_ROUNDS(ROUND)
        XOR_R(0, 8) XOR_R(1, 9) XOR_R(2, 10) "vpxor " KEPT(11) ", %%ymm3, %%ymm3\n\t"
        XOR_R(4, 12) XOR_R(5, 13) XOR_R(6, 14) XOR_R(7, 15)
        : "+x"(h0), "+x"(h1), "+x"(h2), "+x"(h3), "+x"(h4), "+x"(h5), "+x"(h6), "+x"(h7), "+m"(w.kept)
        : [m] "r"(m), "m"(*(const __m256i (*)[16]) m), [kept] "r"(w.kept),
          [rot16] "m"(*(const __m256i *) rot16), [rot8] "m"(*(const __m256i *) rot8),
          [iv0] "m"(w.iv[0]), [iv1] "m"(w.iv[1]), [iv2] "m"(w.iv[2]),
          [d0] "m"(w.d[0]), [d1] "m"(w.d[1]), [d2] "m"(w.d[2]), [d3] "m"(w.d[3])
        : "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
    h[0] = h0;
    h[1] = h1;
    h[2] = h2;
    h[3] = h3;
    h[4] = h4;
    h[5] = h5;
    h[6] = h6;
    h[7] = h7;
}

#undef Y
#undef M
#undef KEPT
#undef ADD_M
#undef ADD_R
#undef ADD_K
#undef XOR_R
#undef BYTES
#undef KEEP
#undef ROTATE
#undef HALF
#undef ROUND
