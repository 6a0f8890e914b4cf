/* Follows constants through instructions: mov $n,%reg; xor %reg,%reg; mov %reg,%other; and what changes a register otherwise. */
#include "registers.h"

#if defined(__x86_64__)

static void forget(struct registers *r, unsigned mask)
{
    for (int i = 0; i < 16; i++)
        if (mask >> i & 1)
            r->value[i] = UNKNOWN;
}

static void forget_for_good(struct registers *r, unsigned mask)
{
    forget(r, mask);
    for (int i = 0; i < 16; i++)
        if (mask >> i & 1)
            r->before[i] = UNKNOWN;
}

#define ALL 0xffffu
#define CALLERS 0x0fc7u      /* eax, ecx, edx, esi, edi, r8 to r11: what a call may change */
#define BY_SYSCALL 0x0803u   /* eax, ecx, r11 */
#define PRODUCT 0x0005u      /* eax, edx */
#define ARGUMENTS 0x00c7u    /* eax and the first four arguments: where a function may take the number from its caller */

/* Which registers an instruction may change: none, the one that ModRM names as operand or as register, … */
enum writes { W_NOTHING, W_RM, W_REG, W_EAX, W_PRODUCT, W_CALL, W_JUMP, W_ANYTHING };

static enum writes two_byte_writes(int opcode)
{
    switch (opcode) {
    case 0x0d: case 0x10: case 0x11: case 0x16: case 0x17: case 0x18: case 0x1e: case 0x1f: case 0x28: case 0x29: case 0x57:
    case 0x6c: case 0x6f: case 0x7f: case 0xef: case 0xa3: case 0xba:
        return opcode == 0xba ? W_RM : W_NOTHING; /* nop, endbr64, prefetch, moves of vectors, bit tests */
    case 0xb6: case 0xb7: case 0xbe: case 0xbf: case 0xaf: case 0xbc: case 0xbd: return W_REG;
    case 0xb0: case 0xb1: return W_EAX;
    default:
        return (opcode & 0xf0) == 0x80 ? W_NOTHING : (opcode & 0xf0) == 0x40 ? W_REG : (opcode & 0xf0) == 0x90 ? W_RM : W_ANYTHING;
    }
}

static enum writes group_writes(const uint8_t *op)
{
    int which = op[1] >> 3 & 7;
    switch (op[0]) {
    case 0xf6: case 0xf7: return which < 2 ? W_NOTHING : which < 4 ? W_RM : W_PRODUCT;
    case 0xff: return which < 2 ? W_RM : which == 2 ? W_CALL : which == 6 ? W_NOTHING : W_JUMP;
    case 0x86: case 0x87: return (op[1] & 0xc0) == 0xc0 ? W_ANYTHING : W_REG;
    default: return which == 7 ? W_NOTHING : W_RM;
    }
}

static enum writes one_byte_writes(const uint8_t *op)
{
    switch (op[0]) {
    case 0x88: case 0x89: case 0x01: case 0x09: case 0x11: case 0x19: case 0x21: case 0x29: case 0x31: case 0xc6: case 0xc7:
    case 0xc0: case 0xc1: case 0xd1: case 0xd3:
        return W_RM;
    case 0x80: case 0x81: case 0x83: case 0x86: case 0x87: case 0xf6: case 0xf7: case 0xfe: case 0xff: return group_writes(op);
    case 0x8a: case 0x8b: case 0x8d: case 0x03: case 0x0b: case 0x13: case 0x1b: case 0x23: case 0x2b: case 0x33: case 0x63:
    case 0x69: case 0x6b:
        return W_REG;
    case 0x38: case 0x39: case 0x3a: case 0x3b: case 0x3c: case 0x3d: case 0x84: case 0x85: case 0xa8: case 0xa9: case 0x90:
    case 0x68: case 0x6a:
        return W_NOTHING;
    case 0x04: case 0x05: case 0x0c: case 0x0d: case 0x24: case 0x25: case 0x2c: case 0x2d: case 0x34: case 0x35: case 0x98:
        return W_EAX;
    case 0xe8: return W_CALL;
    case 0xe9: case 0xeb: case 0xc3: return W_JUMP;
    default: return (op[0] & 0xf8) == 0x50 || (op[0] & 0xf0) == 0x70 ? W_NOTHING : W_ANYTHING;
    }
}

static int rm_of(const uint8_t *modrm, int rex)
{
    return (*modrm & 7) | (rex & 1) << 3;
}

static int reg_of(const uint8_t *modrm, int rex)
{
    return (*modrm >> 3 & 7) | (rex & 4) << 1;
}

static void put(struct registers *r, int number, int64_t value, const uint8_t *p)
{
    r->value[number] = value;
    if (number == EAX)
        r->eax_at = p;
}

/* Constants: mov $n,%reg; xor %reg,%reg; mov %reg,%other. Returns 0 for all else. */
static int put_by(struct registers *r, const uint8_t *p, const uint8_t *op, int rex)
{
    int rm = rm_of(op + 1, rex), reg = reg_of(op + 1, rex), plain = (op[1] & 0xc0) == 0xc0;
    if ((op[0] & 0xf8) == 0xb8)
        put(r, (op[0] & 7) | (rex & 1) << 3, (uint32_t)code_int32(op + 1), p);
    else if (op[0] == 0xc7 && plain)
        put(r, rm, (uint32_t)code_int32(op + 2), p);
    else if ((op[0] == 0x31 || op[0] == 0x33) && plain && rm == reg)
        put(r, rm, 0, p);
    else if (op[0] == 0x89 && plain)
        put(r, rm, r->value[reg], p);
    else if (op[0] == 0x8b && plain)
        put(r, reg, r->value[rm], p);
    else
        return 0;
    return 1;
}

/* What comes next is not reached from here: a call on this way changed nothing for it. */
static void end_block(struct registers *r)
{
    for (int i = 0; i < 16; i++) {
        if (r->value[i] == UNKNOWN)
            r->value[i] = r->before[i];
        r->before[i] = r->value[i];
    }
    r->ended = 1;
}

static void change(struct registers *r, enum writes what, const uint8_t *modrm, int rex)
{
    switch (what) {
    case W_NOTHING: return;
    case W_RM:
        if ((*modrm & 0xc0) == 0xc0)
            r->value[rm_of(modrm, rex)] = UNKNOWN;
        return;
    case W_REG: r->value[reg_of(modrm, rex)] = UNKNOWN; return;
    case W_EAX: r->value[EAX] = UNKNOWN; return;
    case W_PRODUCT: forget(r, PRODUCT); return;
    case W_CALL: forget(r, CALLERS); return;
    case W_JUMP: end_block(r); return;
    default: forget(r, ALL);
    }
}

/* What the caller's is comes back before a return, and the function's other blocks go on with what it was. */
static void pop(struct registers *r, int number)
{
    if ((1u << number) & (CALLERS | 1u << ESP))
        r->value[number] = UNKNOWN;
}

void registers_unknown(struct registers *r, const uint8_t *at)
{
    r->eax_at = at;
    r->ended = 0;
    forget_for_good(r, ALL);
}

static int is_padding(const uint8_t *op)
{
    return op[0] == 0x90 || op[0] == 0xcc || (op[0] == 0x0f && op[1] == 0x1f);
}

void registers_step(struct registers *r, const uint8_t *p)
{
    const uint8_t *op = p;
    while (*op == 0x66 || *op == 0xf0 || *op == 0xf2 || *op == 0xf3 || *op == 0x2e || *op == 0x3e || (*op >= 0x64 && *op <= 0x67))
        op++;
    int rex = (*op & 0xf0) == 0x40 ? *op++ : 0, escape = op[0] == 0x0f;
    if (r->ended && is_padding(op))
        return;
    if (escape && op[1] == 0x1e)
        forget_for_good(r, ALL);
    else if (r->ended && ((uint64_t)p & 15) == 0)
        forget_for_good(r, ARGUMENTS);
    r->ended = 0;
    if (!escape && put_by(r, p, op, rex))
        return;
    if ((op[0] & 0xf8) == 0x58)
        pop(r, (op[0] & 7) | (rex & 1) << 3);
    else if (escape && op[1] == 0x05)
        forget(r, BY_SYSCALL);
    else
        change(r, escape ? two_byte_writes(op[1]) : one_byte_writes(op), op + 1 + escape, rex);
}

#endif
