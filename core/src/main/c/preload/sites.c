/*
 * Finds system calls in machine code. A jump takes five bytes and `syscall` has two, so a site needs a neighbour that can be
 * overwritten with it: the `mov $number,%eax` before it (most of glibc), or else instructions beside it that mean the same
 * anywhere (no relative addresses) and that nothing jumps to. Jumps are looked for at every byte offset, not only where
 * instructions start, so that none is missed; a false one only costs a site.
 */
#include "sites.h"
#include "hooks.h"
#include "raw.h"

#if defined(__x86_64__)

#define ANY_NUMBER -2

static int32_t read32(const uint8_t *p)
{
    return (int32_t)((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24);
}

/* Length of an instruction that may be moved; 0 for any other. */
static int movable(const uint8_t *p)
{
    int rex = (p[0] & 0xf0) == 0x40;
    const uint8_t *q = p + rex;
    if (q[0] == 0x3d)
        return rex + 5;                                   /* cmp $imm32,%eax */
    if (q[0] == 0x83 && (q[1] & 0xc0) == 0xc0)
        return rex + 3;                                   /* cmp/add/… $imm8,%reg */
    if (q[0] == 0x8b || q[0] == 0x89 || q[0] == 0x85 || q[0] == 0x31) {
        int mod = q[1] >> 6, rm = q[1] & 7;
        int sib = mod != 3 && rm == 4;
        if (mod == 3)
            return rex + 2;
        if (mod == 1)
            return rex + 3 + sib;
        if (mod == 2)
            return rex + 6 + sib;
    }
    return 0;
}

/*
 * The number that eax most likely has: the last one that was put into a register shortly before; -1 if none was. _exit has
 * both of its numbers in registers beside.
 */
static int likely_number(const uint8_t *code, uint64_t at)
{
    int ends_thread = 0;
    for (uint64_t back = 2; back <= 48 && back < at; back++) {
        const uint8_t *p = code + at - back;
        if (back >= 5 && (p[0] == 0xb8 || p[0] == 0xbe || p[0] == 0xba)) {
            int32_t n = read32(p + 1);
            ends_thread |= n == SYS_exit;
            if (n == SYS_exit_group || (!ends_thread && p[0] == 0xb8 && n >= 0 && n < 512))
                return n;
        }
        if (!ends_thread && p[0] == 0x31 && p[1] == 0xc0)
            return SYS_read;
    }
    if (ends_thread)
        return SYS_exit;
    /* syscall(3): mov 8(%rsp),%r9 just before */
    return text_starts((const char *)code + at - 5, "\x4c\x8b\x4c\x24\x08") ? ANY_NUMBER : -1;
}

static int is_logged(int number)
{
    return number == ANY_NUMBER || (number >= 0 && number < 512 && hooked[number]);
}

static int known_site(struct site *s, const uint8_t *code, uint64_t at)
{
    if (at < 6 || code[at - 5] != 0xb8 || (code[at - 6] & 0xf8) == 0x48 || (code[at - 6] & 0xf9) == 0x41)
        return 0;
    int32_t number = read32(code + at - 4);
    if (number < 0 || number >= 512)
        return 0;
    *s = (struct site){(uint32_t)at - 5, 5, SITE_KNOWN, (uint16_t)number};
    return 1;
}

static int following_site(struct site *s, const uint8_t *code, uint64_t size, uint64_t at)
{
    int length = 2;
    while (length < 5) {
        int next = at + (uint64_t)length + 8 < size ? movable(code + at + length) : 0;
        if (!next)
            return 0;
        length += next;
    }
    *s = (struct site){(uint32_t)at, (uint8_t)length, SITE_FOLLOWING, 0};
    return 1;
}

/* mov disp8(%rbp),%edi; syscall */
static int preceding_site(struct site *s, const uint8_t *code, uint64_t at)
{
    if (code[at - 3] != 0x8b || code[at - 2] != 0x7d || (code[at - 4] & 0xf0) == 0x40)
        return 0;
    *s = (struct site){(uint32_t)at - 3, 5, SITE_PRECEDING, 0};
    return 1;
}

/* Whether a jump may go there: where an instruction starts within what is overwritten. */
static int starts_inside(const struct site *s, const uint8_t *code, int64_t to)
{
    if (s->kind == SITE_KNOWN || to <= s->at || to >= s->at + s->length)
        return 0;
    if (s->kind == SITE_PRECEDING)
        return to == s->at + 3;
    int64_t start = s->at + 2;
    while (start < to)
        start += movable(code + start);
    return start == to;
}

static int jumped_into(const struct site *s, const uint8_t *code, uint64_t size)
{
    int64_t end = s->at + s->length;
    for (int64_t i = s->at > 130 ? s->at - 130 : 0; i < end + 130 && i + 6 < (int64_t)size; i++) {
        int shorter = code[i] == 0xeb || (code[i] & 0xf0) == 0x70 || (code[i] & 0xfc) == 0xe0;
        if (shorter && starts_inside(s, code, i + 2 + (int8_t)code[i + 1]))
            return 1;
    }
    for (uint64_t i = 0; i + 6 < size; i++) {
        int wide = code[i] == 0xe9 || code[i] == 0xe8 || (code[i] == 0x0f && (code[i + 1] & 0xf0) == 0x80);
        int skip = code[i] == 0x0f;
        if (wide && starts_inside(s, code, (int64_t)i + 5 + skip + read32(code + i + 1 + skip)))
            return 1;
    }
    return 0;
}

static int site_at(struct site *s, const uint8_t *code, uint64_t size, uint64_t at)
{
    return (following_site(s, code, size, at) && !jumped_into(s, code, size))
        || (preceding_site(s, code, at) && !jumped_into(s, code, size));
}

void sites_find(struct module *m, const uint8_t *code, uint64_t size)
{
    m->count = 0;
    m->missed = 0;
    for (uint64_t at = 8; at + 16 < size; at++) {
        if (code[at] != 0x0f || code[at + 1] != 0x05)
            continue;
        struct site s;
        if (known_site(&s, code, at)) {
            if (!hooked[s.number])
                continue;
        } else {
            if (!is_logged(likely_number(code, at)))
                continue;
            if (!site_at(&s, code, size, at)) {
                m->missed++;
                continue;
            }
        }
        if (m->count == SITES_MAX) {
            m->missed++;
            continue;
        }
        m->sites[m->count++] = s;
    }
}

#endif
