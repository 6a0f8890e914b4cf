/* What registers hold at a place in machine code, as far as the code itself says. */
#ifndef ROAR_REGISTERS_H
#define ROAR_REGISTERS_H

#include <stdint.h>

#define UNKNOWN -1

/*
 * What is known of registers at a place in the code, which is read as if nothing ever jumped: the blocks of a function mostly agree
 * on what a register holds throughout it, and what may differ is forgotten where a function begins.
 */
struct registers {
    int64_t value[16];       /* a constant that was put there, or UNKNOWN */
    int64_t before[16];      /* and at the last jump or return */
    const uint8_t *eax_at;   /* where eax got its value */
    int ended;               /* the last instructions were a jump or return, and padding */
};

enum { EAX, ECX, EDX, EBX, ESP, EBP, ESI, EDI };

/* Nothing is known. */
void registers_unknown(struct registers *r, const uint8_t *at);
/* After the instruction at p, which is one. */
void registers_step(struct registers *r, const uint8_t *p);

static inline int32_t code_int32(const uint8_t *p)
{
    typedef int32_t __attribute__((may_alias, aligned(1))) any32;
    return *(const any32 *)p;
}

#endif
