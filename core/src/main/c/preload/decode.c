/*
 * Lengths of x86-64 instructions, from the opcode maps of the Intel SDM, vol. 2, appendix A. What an opcode is followed by is one
 * letter of a map:
 *   .  nothing           m  ModRM            b w z  immediate of 1, 2, 4 (with prefix 66: 2) bytes
 *   B Z  ModRM and immediate                 j  displacement of 4 bytes       q  immediate of 4, with REX.W 8 bytes
 *   o  address of 8 bytes   e  3 bytes       g G  ModRM, and an immediate if its reg field is 0 or 1
 *   x  no instruction       p  prefix, REX or escape, never looked up
 */
#include "decode.h"

#if defined(__x86_64__)

static const char ONE_BYTE[] =
    "mmmmbzxxmmmmbzxp" "mmmmbzxxmmmmbzxx" "mmmmbzpxmmmmbzpx" "mmmmbzpxmmmmbzpx"
    "pppppppppppppppp" "................" "xxpmppppzZbB...." "bbbbbbbbbbbbbbbb"
    "BZxBmmmmmmmmmmmm" "..........x....." "oooo....bz......" "bbbbbbbbqqqqqqqq"
    "BBw.ppBZe.w..bx." "mmmmxxx.mmmmmmmm" "bbbbbbbbjjxb...." "p.pp..gG......mm";

static const char AFTER_0F[] =
    "mmmmx.....x.xm.B" "mmmmmmmmmmmmmmmm" "mmmmxxxxmmmmmmmm" "......x.pxpxxxxx"
    "mmmmmmmmmmmmmmmm" "mmmmmmmmmmmmmmmm" "mmmmmmmmmmmmmmmm" "BBBBmmm.mmmmmmmm"
    "jjjjjjjjjjjjjjjj" "mmmmmmmmmmmmmmmm" "...mBmmm...mBmmm" "mmmmmmmmmmBmmmmm"
    "mmBmBBBm........" "mmmmmmmmmmmmmmmm" "mmmmmmmmmmmmmmmm" "mmmmmmmmmmmmmmmm";

struct decoder {
    const uint8_t *p, *end;
    int narrow;              /* prefix 66 */
    int wide;                /* REX.W */
};

static int take(struct decoder *d)
{
    return d->p < d->end ? *d->p++ : -1;
}

/* ModRM, SIB and displacement; returns ModRM, or -1. */
static int addressing(struct decoder *d)
{
    int modrm = take(d);
    if (modrm < 0)
        return -1;
    int mod = modrm >> 6, rm = modrm & 7, displacement = mod == 1 ? 1 : mod == 2 ? 4 : 0;
    if (mod != 3 && rm == 4) {
        int sib = take(d);
        if (sib < 0)
            return -1;
        if (mod == 0 && (sib & 7) == 5)
            displacement = 4;
    } else if (mod == 0 && rm == 5) {
        displacement = 4;
    }
    d->p += displacement;
    return modrm;
}

static int is_prefix(int byte)
{
    return byte == 0x66 || byte == 0x67 || byte == 0xf0 || byte == 0xf2 || byte == 0xf3 || byte == 0x2e || byte == 0x36
        || byte == 0x3e || byte == 0x26 || byte == 0x64 || byte == 0x65;
}

/* What follows the opcode. Returns 0 if there is no such instruction. */
static int operands(struct decoder *d, char kind)
{
    int immediate = d->narrow ? 2 : 4, modrm = 0;
    switch (kind) {
    case '.': return 1;
    case 'm': case 'B': case 'Z': case 'g': case 'G': modrm = addressing(d); break;
    default: break;
    }
    if (modrm < 0)
        return 0;
    switch (kind) {
    case 'm': break;
    case 'b': case 'B': d->p += 1; break;
    case 'w': d->p += 2; break;
    case 'z': case 'Z': d->p += immediate; break;
    case 'j': d->p += 4; break;
    case 'q': d->p += d->wide ? 8 : immediate; break;
    case 'o': d->p += 8; break;
    case 'e': d->p += 3; break;
    case 'g': d->p += (modrm & 0x30) ? 0 : 1; break;
    case 'G': d->p += (modrm & 0x30) ? 0 : immediate; break;
    default: return 0;
    }
    return 1;
}

/* After a VEX, EVEX or XOP prefix: the map is in its first byte. */
static int vector(struct decoder *d, int map, int opcode)
{
    if (opcode < 0)
        return 0;
    if (map == 1)
        return operands(d, opcode == 0x77 ? '.' : AFTER_0F[opcode] == 'B' ? 'B' : 'm');
    if (map == 10)
        return addressing(d) >= 0 && (d->p += 4);
    return operands(d, map == 3 || map == 8 ? 'B' : 'm');
}

static int escaped(struct decoder *d)
{
    int opcode = take(d);
    if (opcode < 0)
        return 0;
    if (opcode != 0x38 && opcode != 0x3a)
        return operands(d, AFTER_0F[opcode]);
    return take(d) >= 0 && operands(d, opcode == 0x38 ? 'm' : 'B');
}

static int decoded(struct decoder *d)
{
    int byte = take(d);
    for (int i = 0; is_prefix(byte) && i < 14; i++) {
        d->narrow |= byte == 0x66;
        byte = take(d);
    }
    if (byte >= 0x40 && byte <= 0x4f) {
        d->wide = byte & 8;
        byte = take(d);
    }
    if (byte < 0)
        return 0;
    int first = d->p < d->end ? *d->p : -1;
    switch (byte) {
    case 0x0f: return escaped(d);
    case 0xc5: d->p += 1; return vector(d, 1, take(d));
    case 0xc4: d->p += 2; return vector(d, first & 0x1f, take(d));
    case 0x62: d->p += 3; return vector(d, first & 7, take(d));
    case 0x8f:
        if ((first & 0x1f) < 8)
            return operands(d, 'm');
        d->p += 2;
        return vector(d, first & 0x1f, take(d));
    default: return operands(d, ONE_BYTE[byte]);
    }
}

int instruction_length(const uint8_t *p, const uint8_t *end)
{
    struct decoder d = {p, end, 0, 0};
    if (!decoded(&d) || d.p > end || d.p - p > 15)
        return 0;
    return (int)(d.p - p);
}

#endif
