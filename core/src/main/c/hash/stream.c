#include "stream.h"
#include <string.h>

/* With several digests, bytes are taken in pieces that stay in the second-level cache from one to the next. */
#define PIECE ((size_t) 128 << 10)

static void put_big(uint8_t *out, uint64_t v, int bytes) {
    for (int i = 0; i < bytes; i++) out[i] = (uint8_t) (v >> (8 * (bytes - 1 - i)));
}

static void put_little(uint8_t *out, uint64_t v, int bytes) {
    for (int i = 0; i < bytes; i++) out[i] = (uint8_t) (v >> (8 * i));
}

void put_md5(uint8_t *out, const uint32_t s[4]) {
    for (int i = 0; i < 4; i++) put_little(out + 4 * i, s[i], 4);
}

void put_sha256(uint8_t *out, const uint32_t s[8]) {
    for (int i = 0; i < 8; i++) put_big(out + 4 * i, s[i], 4);
}

void put_sha512(uint8_t *out, const uint64_t s[8]) {
    for (int i = 0; i < 8; i++) put_big(out + 8 * i, s[i], 8);
}

size_t pad64(uint8_t *tail, size_t n, uint64_t total, int big_endian) {
    size_t end = n + 9 <= 64 ? 64 : 128;
    tail[n] = 0x80;
    memset(tail + n + 1, 0, end - n - 1);
    if (big_endian) put_big(tail + end - 8, total << 3, 8);
    else put_little(tail + end - 8, total << 3, 8);
    return end / 64;
}

size_t pad128(uint8_t *tail, size_t n, uint64_t total) {
    size_t end = n + 17 <= 128 ? 128 : 256;
    tail[n] = 0x80;
    memset(tail + n + 1, 0, end - n - 1);
    put_big(tail + end - 16, total >> 61, 8);
    put_big(tail + end - 8, total << 3, 8);
    return end / 128;
}

void stream_init(struct stream *s, const struct ops *ops, uint32_t algorithms) {
    s->ops = ops;
    s->algorithms = algorithms;
    s->total = 0;
    memcpy(s->md5, md5_iv, sizeof s->md5);
    memcpy(s->sha256, sha256_iv, sizeof s->sha256);
    memcpy(s->sha512, sha512_iv, sizeof s->sha512);
    b3_init(&s->b3, ops->b3);
}

static void run64(struct stream *s, const uint8_t *p, size_t blocks) {
    uint32_t both = ALG_MD5 | ALG_SHA256;
    if ((s->algorithms & both) == both && s->ops->md5_sha256 != 0) {
        s->ops->md5_sha256(s->md5, s->sha256, p, blocks);
        return;
    }
    if (s->algorithms & ALG_MD5) md5_blocks(s->md5, p, blocks);
    if (s->algorithms & ALG_SHA256) s->ops->sha256(s->sha256, p, blocks);
}

static void run128(struct stream *s, const uint8_t *p, size_t blocks) {
    s->ops->sha512(s->sha512, p, blocks);
}

/* Completes the kept block, runs whole blocks from the input itself, keeps the rest. `size` is a power of two. */
static void absorb(struct stream *s, uint8_t *block, size_t size, const uint8_t *in, size_t n,
                   void (*run)(struct stream *, const uint8_t *, size_t)) {
    size_t kept = s->total & (size - 1);
    if (kept > 0) {
        size_t taken = size - kept < n ? size - kept : n;
        memcpy(block + kept, in, taken);
        in += taken;
        n -= taken;
        if (kept + taken < size) return;
        run(s, block, 1);
    }
    run(s, in, n / size);
    size_t rest = n % size;
    if (rest > 0) memcpy(block, in + n - rest, rest);
}

static void update_all(struct stream *s, const uint8_t *in, size_t n) {
    if (s->algorithms & ALG_BLAKE3) b3_update(&s->b3, in, n);
    if (s->algorithms & (ALG_MD5 | ALG_SHA256)) absorb(s, s->block64, 64, in, n, run64);
    if (s->algorithms & ALG_SHA512) absorb(s, s->block128, 128, in, n, run128);
    s->total += n;
}

void stream_update(struct stream *s, const uint8_t *in, size_t n) {
    int several = (s->algorithms & (s->algorithms - 1)) != 0;
    while (several && n > PIECE) {
        update_all(s, in, PIECE);
        in += PIECE;
        n -= PIECE;
    }
    if (n > 0) update_all(s, in, n);
}

int stream_finish(struct stream *s, uint8_t out[SLOTS * SLOT_SIZE]) {
    uint8_t tail[256];
    if (s->algorithms & ALG_MD5) {
        memcpy(tail, s->block64, 64);
        md5_blocks(s->md5, tail, pad64(tail, s->total % 64, s->total, 0));
        put_md5(out + SLOT_MD5 * SLOT_SIZE, s->md5);
    }
    if (s->algorithms & ALG_SHA256) {
        memcpy(tail, s->block64, 64);
        s->ops->sha256(s->sha256, tail, pad64(tail, s->total % 64, s->total, 1));
        put_sha256(out + SLOT_SHA256 * SLOT_SIZE, s->sha256);
    }
    if (s->algorithms & ALG_SHA512) {
        memcpy(tail, s->block128, 128);
        s->ops->sha512(s->sha512, tail, pad128(tail, s->total % 128, s->total));
        put_sha512(out + SLOT_SHA512 * SLOT_SIZE, s->sha512);
    }
    return s->algorithms & ALG_BLAKE3 ? b3_finish(&s->b3, out + SLOT_BLAKE3 * SLOT_SIZE) : 0;
}
