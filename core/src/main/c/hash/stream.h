/* One or more digests over the same bytes. */
#ifndef ROARHASH_STREAM_H
#define ROARHASH_STREAM_H

#include "ops.h"

enum { ALG_BLAKE3 = 1, ALG_SHA256 = 2, ALG_SHA512 = 4, ALG_MD5 = 8, ALG_ALL = 15 };
enum { SLOT_BLAKE3, SLOT_SHA256, SLOT_SHA512, SLOT_MD5, SLOTS, SLOT_SIZE = 64 };

struct stream {
    const struct ops *ops;
    uint32_t algorithms;
    uint32_t md5[4], sha256[8];
    uint64_t sha512[8];
    uint64_t total;              /* bytes given to MD5 and SHA-2 */
    uint8_t block64[64], block128[128];
    struct b3_state b3;
};

void stream_init(struct stream *s, const struct ops *ops, uint32_t algorithms);
void stream_update(struct stream *s, const uint8_t *in, size_t n);
/* Writes each digest into its slot of 64 bytes. Returns -1 for an unfinished BLAKE3 tree (see b3_finish). */
int stream_finish(struct stream *s, uint8_t out[SLOTS * SLOT_SIZE]);

/* The ends of messages, shared with the lanes: writes padding and length after n < block bytes, returns the blocks. */
size_t pad64(uint8_t *tail, size_t n, uint64_t total, int big_endian);
size_t pad128(uint8_t *tail, size_t n, uint64_t total);
void put_md5(uint8_t *out, const uint32_t s[4]);
void put_sha256(uint8_t *out, const uint32_t s[8]);
void put_sha512(uint8_t *out, const uint64_t s[8]);

#endif
