/* Whether a level's kernels agree with the portable ones on a few inputs that reach every width. Known answers for the
 * portable code are the caller's part. */
#include "roarhash.h"
#include "stream.h"
#include <string.h>

enum { LANES_MAX = 16, BLOCKS = 3, INPUT = 40 * 1024 + 7 };

static int blake3_agrees(const struct ops *o, const uint8_t *in) {
    static const size_t sizes[] = {0, 1, 64, 1000, 1024, 2049, 3072, 5000, 8192, 16384, 20000, 31 * 1024, INPUT};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint8_t wanted[B3_CV], found[B3_CV];
        b3_hash(&b3_portable, in, sizes[i], wanted);
        b3_hash(o->b3, in, sizes[i], found);
        if (memcmp(wanted, found, B3_CV) != 0) return 0;
    }
    return 1;
}

static int lanes32_agree(const struct lanes *l, const uint8_t *in, const uint32_t *iv, int words,
                         void (*one)(uint32_t *, const uint8_t *, size_t)) {
    uint32_t state[8 * LANES_MAX];
    const uint8_t *p[LANES_MAX];
    if (l->run == 0) return 1;
    for (int i = 0; i < l->count; i++) {
        p[i] = in + 211 * i;
        for (int w = 0; w < words; w++) state[w * l->count + i] = iv[w];
    }
    l->run(state, p, BLOCKS);
    for (int i = 0; i < l->count; i++) {
        uint32_t s[8];
        memcpy(s, iv, (size_t) words * sizeof *s);
        one(s, p[i], BLOCKS);
        for (int w = 0; w < words; w++) if (state[w * l->count + i] != s[w]) return 0;
    }
    return 1;
}

static int lanes64_agree(const struct lanes *l, const uint8_t *in) {
    uint64_t state[8 * LANES_MAX];
    const uint8_t *p[LANES_MAX];
    if (l->run == 0) return 1;
    for (int i = 0; i < l->count; i++) {
        p[i] = in + 211 * i;
        for (int w = 0; w < 8; w++) state[w * l->count + i] = sha512_iv[w];
    }
    l->run(state, p, BLOCKS);
    for (int i = 0; i < l->count; i++) {
        uint64_t s[8];
        memcpy(s, sha512_iv, sizeof s);
        sha512_blocks(s, p[i], BLOCKS);
        for (int w = 0; w < 8; w++) if (state[w * l->count + i] != s[w]) return 0;
    }
    return 1;
}

static int sha256_agrees(const struct ops *o, const uint8_t *in) {
    uint32_t wanted[8], found[8];
    memcpy(wanted, sha256_iv, sizeof wanted);
    memcpy(found, sha256_iv, sizeof found);
    sha256_blocks(wanted, in, BLOCKS);
    o->sha256(found, in, BLOCKS);
    return memcmp(wanted, found, sizeof wanted) == 0
            && lanes32_agree(&o->sha256_lanes, in, sha256_iv, 8, sha256_blocks);
}

static int sha512_agrees(const struct ops *o, const uint8_t *in) {
    uint64_t wanted[8], found[8];
    memcpy(wanted, sha512_iv, sizeof wanted);
    memcpy(found, sha512_iv, sizeof found);
    sha512_blocks(wanted, in, BLOCKS);
    o->sha512(found, in, BLOCKS);
    return memcmp(wanted, found, sizeof wanted) == 0 && lanes64_agree(&o->sha512_lanes, in);
}

static int fused_agrees(const struct ops *o, const uint8_t *in) {
    uint32_t md5[2][4], sha[2][8];
    if (o->md5_sha256 == 0) return 1;
    for (int i = 0; i < 2; i++) {
        memcpy(md5[i], md5_iv, sizeof md5[i]);
        memcpy(sha[i], sha256_iv, sizeof sha[i]);
    }
    md5_blocks(md5[0], in, BLOCKS);
    sha256_blocks(sha[0], in, BLOCKS);
    o->md5_sha256(md5[1], sha[1], in, BLOCKS);
    return memcmp(md5[0], md5[1], sizeof md5[0]) == 0 && memcmp(sha[0], sha[1], sizeof sha[0]) == 0;
}

int32_t rh_selftest(int32_t level) {
    const struct ops *o = ops_of(level);
    uint8_t in[INPUT];
    if (o == 0) return -1;
    for (size_t i = 0; i < INPUT; i++) in[i] = (uint8_t) (i * 167 + i / 251);
    int32_t wrong = 0;
    if (!blake3_agrees(o, in)) wrong |= ALG_BLAKE3;
    if (!sha256_agrees(o, in)) wrong |= ALG_SHA256;
    if (!sha512_agrees(o, in)) wrong |= ALG_SHA512;
    if (!lanes32_agree(&o->md5_lanes, in, md5_iv, 4, md5_blocks)) wrong |= ALG_MD5;
    if (!fused_agrees(o, in)) wrong |= ALG_MD5 | ALG_SHA256;
    return wrong;
}
