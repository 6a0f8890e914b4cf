/* Between two inclusions of blake3_lanes.h in one file. */
#undef LANES
#undef V
#undef NAME
#undef SET1
#undef ADD
#undef ADDM
#undef XOR
#undef ROT16
#undef ROT12
#undef ROT8
#undef ROT7
#undef TRANSPOSE
#undef STORE_CVS
#undef COUNTERS
#undef COMPRESS
