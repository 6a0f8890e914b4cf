/* Sixteen whole chunks at once, with the transposition of the next block between the operations of this one's rounds: the
 * rounds alone, four dependency chains, leave about a sixth of the vector units' time unused. Two of the four columns run
 * ahead, so that their additions meet the rotations of the others, for which there are fewer units. The message words
 * are operands in memory, which costs nothing and leaves sixteen registers to the transposition. */

struct ahead {
    const uint8_t *in;             /* the next block of the first lane */
    __m512i *m;                    /* becomes its message words */
    __m512i row[2], pair[4], x[4], y[4];
};

#define AHEAD_LOAD(d, i) do { \
    __asm__ volatile("vmovdqu32 %1, %t0" : "=v"(d) : "m"(*(const __m256i_u *) (p + B3_CHUNK * (i)))); \
    __asm__ volatile("vinserti64x4 $1, %1, %0, %0" : "+v"(d) : "m"(*(const __m256i_u *) (p + B3_CHUNK * ((i) + 4)))); } while (0)
#define AHEAD_UNPACK(how, d, r, s) __asm__ volatile("vpunpck" how " %2, %1, %0" : "=v"(d) : "v"(r), "v"(s))
#define AHEAD_WORD(word, how, r, s) do { \
    __m512i word_; \
    __asm__ volatile("vshufi32x4 $" how ", %2, %1, %0" : "=v"(word_) : "v"(r), "v"(s)); \
    __asm__ volatile("vmovdqa64 %1, %0" : "=m"(t->m[word]) : "v"(word_)); } while (0)

/* Twelve steps: lanes 0-7 (or 8-15, if p begins there) of eight message words, as QUADS_512 does them. */
static inline __attribute__((always_inline)) void ahead_quads(struct ahead *t, int step, const uint8_t *p, __m512i w[4]) {
    switch (step) {
        case 0: case 4: AHEAD_LOAD(t->row[0], step / 2); break;
        case 1: case 5: AHEAD_LOAD(t->row[1], step / 2 + 1); break;
        case 2: case 6: AHEAD_UNPACK("ldq", t->pair[step / 2 - 1], t->row[0], t->row[1]); break;
        case 3: case 7: AHEAD_UNPACK("hdq", t->pair[step / 2], t->row[0], t->row[1]); break;
        case 8: AHEAD_UNPACK("lqdq", w[0], t->pair[0], t->pair[2]); break;
        case 9: AHEAD_UNPACK("hqdq", w[1], t->pair[0], t->pair[2]); break;
        case 10: AHEAD_UNPACK("lqdq", w[2], t->pair[1], t->pair[3]); break;
        case 11: AHEAD_UNPACK("hqdq", w[3], t->pair[1], t->pair[3]); break;
    }
}

#define AHEAD_STEPS 64
/* TRANSPOSE_512 in 64 steps of one shuffle or insertion. The step is a constant everywhere: no switch is left. */
static inline __attribute__((always_inline)) void ahead_step(struct ahead *t, int step) {
    if (step < 0 || step >= AHEAD_STEPS) return;
    int half = step / 32, i = (step % 32 - 24) / 2;
    const uint8_t *p = t->in + 32 * half;
    step %= 32;
    if (step < 12) ahead_quads(t, step, p, t->x);
    else if (step < 24) ahead_quads(t, step - 12, p + 8 * B3_CHUNK, t->y);
    else if (step % 2 == 0) AHEAD_WORD(8 * half + i, "0x88", t->x[i], t->y[i]);
    else AHEAD_WORD(8 * half + i + 4, "0xdd", t->x[i], t->y[i]);
}

#define ADD_M(a, i) __asm__ volatile("vpaddd %1, %0, %0" : "+v"(a) : "m"(m[i]))

/* Half of G in four columns (a, b, c, d, message word). */
#define HALF(n1, n2, a0, b0, c0, d0, m0, a1, b1, c1, d1, m1, a2, b2, c2, d2, m2, a3, b3, c3, d3, m3) \
    ADD_M(a0, m0); ADD_M(a1, m1); OP_ADD(a0, b0); OP_ADD(a1, b1); OP_XOR(d0, a0); ahead_step(&t, step); \
    ADD_M(a2, m2); ADD_M(a3, m3); ahead_step(&t, step + 1); OP_XOR(d1, a1); OP_ADD(a2, b2); OP_ADD(a3, b3); \
    OP_ROT(d0, n1); OP_ROT(d1, n1); OP_XOR(d2, a2); ahead_step(&t, step + 2); OP_XOR(d3, a3); \
    OP_ADD(c0, d0); OP_ADD(c1, d1); OP_ROT(d2, n1); OP_ROT(d3, n1); OP_XOR(b0, c0); OP_XOR(b1, c1); \
    OP_ADD(c2, d2); OP_ADD(c3, d3); OP_ROT(b0, n2); OP_ROT(b1, n2); OP_XOR(b2, c2); OP_XOR(b3, c3); \
    OP_ROT(b2, n2); OP_ROT(b3, n2); step += 3;

#define ROUND(w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, wa, wb, wc, wd, we, wf) \
    HALF(16, 12, v2, v6, va, ve, w4, v1, v5, v9, vd, w2, v3, v7, vb, vf, w6, v0, v4, v8, vc, w0) \
    HALF(8, 7, v2, v6, va, ve, w5, v1, v5, v9, vd, w3, v3, v7, vb, vf, w7, v0, v4, v8, vc, w1) \
    HALF(16, 12, v2, v7, v8, vd, wc, v1, v6, vb, vc, wa, v3, v4, v9, ve, we, v0, v5, va, vf, w8) \
    HALF(8, 7, v2, v7, v8, vd, wd, v1, v6, vb, vc, wb, v3, v4, v9, ve, wf, v0, v5, va, vf, w9)

/* The steps end with the rounds: the earlier half steps have the most independent work around them already. */
#define FIRST_STEP (AHEAD_STEPS + 2 - 7 * 12)

/* h is replaced by its compression of m; `next` becomes the message words of the blocks at `in`. */
static inline __attribute__((always_inline)) void avx512_compress_ahead(__m512i h[8], const __m512i m[16], __m512i lo,
        __m512i hi, uint32_t flags, const uint8_t *in, __m512i next[16]) {
    __m512i v0 = h[0], v1 = h[1], v2 = h[2], v3 = h[3], v4 = h[4], v5 = h[5], v6 = h[6], v7 = h[7];
    __m512i v8 = _mm512_set1_epi32(0x6A09E667), v9 = _mm512_set1_epi32((int) 0xBB67AE85u);
    __m512i va = _mm512_set1_epi32(0x3C6EF372), vb = _mm512_set1_epi32((int) 0xA54FF53Au);
    __m512i vc = lo, vd = hi, ve = _mm512_set1_epi32(B3_BLOCK), vf = _mm512_set1_epi32((int) flags);
    struct ahead t;
    int step = FIRST_STEP;
    t.in = in;
    t.m = next;
    B3_ROUNDS(ROUND)
    h[0] = _mm512_xor_si512(v0, v8); h[1] = _mm512_xor_si512(v1, v9);
    h[2] = _mm512_xor_si512(v2, va); h[3] = _mm512_xor_si512(v3, vb);
    h[4] = _mm512_xor_si512(v4, vc); h[5] = _mm512_xor_si512(v5, vd);
    h[6] = _mm512_xor_si512(v6, ve); h[7] = _mm512_xor_si512(v7, vf);
}

/* n chunks, n a multiple of 16. */
static __attribute__((noinline)) void avx512_chunks_ahead(const uint8_t *in, size_t n, uint64_t counter, uint8_t *cvs) {
    __m512i m[2][16];
    TRANSPOSE_512(m[0], in, 0, B3_CHUNK, 16);
    for (; n > 0; n -= 16, in += 16 * B3_CHUNK, counter += 16, cvs += 16 * B3_CV) {
        __m512i h[8], lo, hi;
        for (int i = 0; i < 8; i++) h[i] = _mm512_set1_epi32((int) b3_iv[i]);
        COUNTERS_512(lo, hi, counter, 1);
        for (int block = 0; block < 16; block++) {
            /* After the last block there is nothing to prepare: one that is surely there is taken again. */
            const uint8_t *next = in + (block < 15 ? (block + 1) * B3_BLOCK : n > 16 ? 16 * B3_CHUNK : 0);
            /* In address order across the lanes: hardware follows that, and it reaches DRAM in time. */
            const uint8_t *later = in + 16 * B3_CHUNK + block * 16 * B3_BLOCK;
            for (int i = 0; i < 16; i++) __builtin_prefetch(later + B3_BLOCK * i, 0, 3);
            avx512_compress_ahead(h, m[block & 1], lo, hi, (block == 0 ? B3_CHUNK_START : 0) | (block == 15 ? B3_CHUNK_END : 0),
                                  next, m[~block & 1]);
        }
        STORE_512(cvs, h);
    }
}

#undef HALF
#undef ROUND
