/* Where instructions of machine code begin and end. */
#ifndef ROAR_DECODE_H
#define ROAR_DECODE_H

#include <stdint.h>

/* Bytes of the x86-64 instruction at p; 0 if there is none or it goes beyond end. */
int instruction_length(const uint8_t *p, const uint8_t *end);

#endif
