/* MD5 (RFC 1321), SHA-256 and SHA-512 (FIPS 180-4): block functions for one stream and for several side by side. */
#ifndef ROARHASH_DIGESTS_H
#define ROARHASH_DIGESTS_H

#include <stddef.h>
#include <stdint.h>

extern const uint32_t md5_k[64];
extern const uint32_t sha256_k[64];
extern const uint64_t sha512_k[80];
extern const uint32_t md5_iv[4];
extern const uint32_t sha256_iv[8];
extern const uint64_t sha512_iv[8];

void md5_blocks(uint32_t s[4], const uint8_t *p, size_t n);
void sha256_blocks(uint32_t s[8], const uint8_t *p, size_t n);
void sha256_blocks_ni(uint32_t s[8], const uint8_t *p, size_t n);
void sha512_blocks(uint64_t s[8], const uint8_t *p, size_t n);
void sha512_blocks_bmi(uint64_t s[8], const uint8_t *p, size_t n);
void sha512_blocks_vl(uint64_t s[8], const uint8_t *p, size_t n);
/* MD5's one long dependency chain leaves most of a core idle; SHA-256's instructions fill it. */
void md5_sha256_blocks_ni(uint32_t md5[4], uint32_t sha[8], const uint8_t *p, size_t n);

/* Several streams: word w of lane l is state[w * lanes + l]; n blocks of each lane from p[lane]. */
typedef void lanes_run(void *state, const uint8_t *const *p, size_t n);
lanes_run md5_lanes16, md5_lanes16_avx2, sha512_lanes8, sha512_lanes4, sha256_lanes2_ni;

#endif
