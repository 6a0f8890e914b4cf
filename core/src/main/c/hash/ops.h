/* Which functions run: one set for each SIMD level. */
#ifndef ROARHASH_OPS_H
#define ROARHASH_OPS_H

#include "blake3.h"
#include "digests.h"

enum rh_level { RH_PORTABLE, RH_SSE41, RH_AVX2, RH_AVX512, RH_NEON, RH_LEVELS };

struct lanes {
    int count;           /* streams side by side; 1: no such kernel at this level */
    int worthwhile;      /* fewer active streams than this are faster one by one */
    lanes_run *run;
};

struct ops {
    int level;
    const char *sha256_name;     /* "SHA-NI" or "portable" */
    const struct b3_kernel *b3;
    void (*sha256)(uint32_t s[8], const uint8_t *p, size_t n);
    void (*sha512)(uint64_t s[8], const uint8_t *p, size_t n);
    void (*md5_sha256)(uint32_t md5[4], uint32_t sha[8], const uint8_t *p, size_t n);   /* null: not fused */
    struct lanes md5_lanes, sha256_lanes, sha512_lanes;
};

/* The set of a level; null if this CPU (or this build) lacks it. RH_BEST: the highest that it has. */
#define RH_BEST (-1)
const struct ops *ops_of(int level);

#endif
