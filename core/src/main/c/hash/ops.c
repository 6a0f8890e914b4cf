#include "ops.h"
#include <pthread.h>

static struct ops table[RH_LEVELS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const struct lanes one_by_one = {1, 1, 0};

static void portable(struct ops *o, int level, const struct b3_kernel *b3) {
    o->level = level;
    o->b3 = b3;
    o->sha256_name = "portable";
    o->sha256 = sha256_blocks;
    o->sha512 = sha512_blocks;
    o->md5_lanes = o->sha256_lanes = o->sha512_lanes = one_by_one;
}

#ifdef __x86_64__
#include <cpuid.h>

/* gcc 12's __builtin_cpu_supports does not know "sha". The registers it needs are in every x86-64 system. */
static int has_sha(void) {
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & 1u << 29) != 0;
}

static void with_sha(struct ops *o) {
    o->sha256_name = "SHA-NI";
    o->sha256 = sha256_blocks_ni;
    o->md5_sha256 = md5_sha256_blocks_ni;
    o->sha256_lanes = (struct lanes) {2, 2, sha256_lanes2_ni};
}

static void fill(void) {
    __builtin_cpu_init();
    portable(&table[RH_PORTABLE], RH_PORTABLE, &b3_portable);
    if (!__builtin_cpu_supports("sse4.1")) return;
    portable(&table[RH_SSE41], RH_SSE41, &b3_sse41);
    if (has_sha()) with_sha(&table[RH_SSE41]);
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return;
    table[RH_AVX2] = table[RH_SSE41];
    table[RH_AVX2].level = RH_AVX2;
    table[RH_AVX2].b3 = &b3_avx2;
    table[RH_AVX2].sha512 = sha512_blocks_bmi;
    table[RH_AVX2].md5_lanes = (struct lanes) {16, 3, md5_lanes16_avx2};
    table[RH_AVX2].sha512_lanes = (struct lanes) {4, 3, sha512_lanes4};
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512vl")
            || !__builtin_cpu_supports("avx512bw")) return;
    table[RH_AVX512] = table[RH_AVX2];
    table[RH_AVX512].level = RH_AVX512;
    table[RH_AVX512].b3 = &b3_avx512;
    table[RH_AVX512].sha512 = sha512_blocks_vl;
    table[RH_AVX512].md5_lanes = (struct lanes) {16, 3, md5_lanes16};
    table[RH_AVX512].sha512_lanes = (struct lanes) {8, 3, sha512_lanes8};
}
#elif defined(__aarch64__)
static void fill(void) {
    portable(&table[RH_PORTABLE], RH_PORTABLE, &b3_portable);
    portable(&table[RH_NEON], RH_NEON, &b3_neon);
}
#else
static void fill(void) {
    portable(&table[RH_PORTABLE], RH_PORTABLE, &b3_portable);
}
#endif

const struct ops *ops_of(int level) {
    pthread_once(&once, fill);
    if (level == RH_BEST) {
        for (level = RH_LEVELS - 1; table[level].b3 == 0; level--) { }
    }
    return level >= 0 && level < RH_LEVELS && table[level].b3 != 0 ? &table[level] : 0;
}
