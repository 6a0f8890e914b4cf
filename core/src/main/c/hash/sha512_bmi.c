/* SHA-512 for CPUs with BMI1 and BMI2 (rorx, andn). */
#define SHA512_NAME sha512_blocks_bmi
#include "sha2.c"
