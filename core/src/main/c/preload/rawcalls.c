/*
 * Whether code makes system calls itself. The two bytes of `syscall` also occur within other instructions, so that each place where
 * they stand is decoded from well before it: x86 code read from a wrong start falls into step after a few instructions
 * (Linn and Debray, "Obfuscation of executable code", 2003), so of many starts most agree on where instructions begin.
 * A call whose number is seen to be one that moves no files (futex, in libgomp) is no reason to doubt a report.
 */
#include "rawcalls.h"
#include "decode.h"
#include "hooks.h"
#include "raw.h"
#include "registers.h"


#if defined(__x86_64__)

#define STARTS 32            /* tried, at each of as many bytes */
#define NEAR 160             /* bytes before the place where the first of them is */
#define FAR 4096             /* where reading begins to learn the number */

typedef uint64_t __attribute__((may_alias, aligned(1))) any64;

static uint64_t read64(const uint8_t *p)
{
    return *(const any64 *)p;
}

/* 1 if reading from start comes upon an instruction at place, 0 if it passes over it, -1 if it meets none at all. */
static int leads_to(const uint8_t *start, const uint8_t *place, const uint8_t *end, struct registers *r)
{
    const uint8_t *p = start;
    while (p < place) {
        int length = instruction_length(p, end);
        if (!length)
            return -1;
        if (r)
            registers_step(r, p);
        p += length;
    }
    return p == place;
}

/* Instructions that compilers and people do not write: where they stand, it is data. */
static int is_odd(const uint8_t *op)
{
    return (op[0] >= 0x6c && op[0] <= 0x6f) || (op[0] >= 0xe0 && op[0] <= 0xe7) || (op[0] >= 0xec && op[0] <= 0xef)
        || (op[0] >= 0xa0 && op[0] <= 0xa3) || op[0] == 0xf1 || op[0] == 0xf4 || op[0] == 0xfa || op[0] == 0xfb || op[0] == 0xfd
        || op[0] == 0xca || op[0] == 0xcb || op[0] == 0xcf || op[0] == 0xd7 || op[0] == 0xc8;
}

/* Whether code goes on after a call, as it does but after exit. */
static int goes_on(const uint8_t *p, const uint8_t *end)
{
    for (int i = 0; i < 16 && p < end; i++) {
        int length = instruction_length(p, end);
        const uint8_t *op = (*p & 0xf0) == 0x40 ? p + 1 : p;
        if (!length || is_odd(op))
            return 0;
        if (*op == 0xc3 || *op == 0xe9 || *op == 0xeb || (op[0] == 0x0f && (op[1] == 0x05 || op[1] == 0x0b)))
            return 1;
        p += length;
    }
    return 1;
}

static int is_instruction(const uint8_t *code, const uint8_t *end, const uint8_t *place)
{
    const uint8_t *first = place - code > NEAR ? place - NEAR : code;
    int votes = 0;
    for (int i = 0; i < STARTS && first + i <= place; i++) {
        int found = leads_to(first + i, place, end, 0);
        votes += found > 0 ? 1 : found == 0 ? -1 : 0;
    }
    return votes > 0;
}

/* Registers at a place, as far back as code can be read. */
static void registers_at(const uint8_t *code, const uint8_t *end, const uint8_t *place, struct registers *r)
{
    registers_unknown(r, place);
    for (uint64_t back = FAR; back >= 16; back /= 2) {
        const uint8_t *first = (uint64_t)(place - code) > back ? place - back : code;
        for (int i = 0; i < STARTS / 2 && first + i <= place; i++) {
            registers_unknown(r, place);
            if (leads_to(first + i, place, end, r) > 0)
                return;
        }
    }
    registers_unknown(r, place);
}

/* Whether something jumps between the mov that set the number and the call: then it may come with another number. */
static int jumped_between(const uint8_t *code, const uint8_t *end, const uint8_t *from, const uint8_t *to)
{
    for (const uint8_t *p = code; p + 6 < end; p++) {
        int shorter = *p == 0xeb || (*p & 0xf0) == 0x70 || (*p & 0xfc) == 0xe0;
        int wide = *p == 0xe9 || *p == 0xe8, wider = *p == 0x0f && (p[1] & 0xf0) == 0x80;
        if (!shorter && !wide && !wider)
            continue;
        const uint8_t *target = shorter ? p + 2 + (int8_t)p[1] : p + 5 + wider + code_int32(p + 1 + wider);
        if (target > from && target <= to && leads_to(from, target, end, 0) > 0 && is_instruction(code, end, p))
            return 1;
    }
    return 0;
}

/* Whether a call with these registers may be one that is logged. */
static int moves_files(const struct registers *r)
{
    int64_t number = r->value[EAX], request = r->value[ESI];
    if (number == UNKNOWN)
        return 1;
    if (number == SYS_ioctl && request != UNKNOWN)
        return logged_control(request);
    return number < 512 && hooked[number] && number != SYS_exit_group && number != SYS_wait4 && number != SYS_waitid;
}

static int is_raw_call(const uint8_t *code, uint64_t size, const uint8_t *place)
{
    const uint8_t *end = code + size;
    struct registers r;
    if (!is_instruction(code, end, place))
        return 0;
    if (place[0] != 0x0f || place[1] != 0x05)
        return goes_on(place + 2, end);
    registers_at(code, end, place, &r);
    if (!moves_files(&r))
        return jumped_between(code, end, r.eax_at, place);
    return goes_on(place + 2, end);
}

/* Bytes that are zero in x become 0x80 in the result; borrows may mark a byte of 1 above one, which costs only a closer look. */
static uint64_t zero_bytes(uint64_t x)
{
    return (x - 0x0101010101010101ULL) & ~x & 0x8080808080808080ULL;
}

static uint64_t each(uint8_t byte)
{
    return 0x0101010101010101ULL * byte;
}

static int is_call(const uint8_t *p)
{
    return (p[0] == 0x0f && (p[1] == 0x05 || p[1] == 0x34)) || (p[0] == 0xcd && p[1] == 0x80);
}

/* Eight places at a time: syscall, sysenter, int $0x80. */
int raw_calls_in(const uint8_t *code, uint64_t size)
{
    uint64_t at = 0;
    for (; at + 9 <= size; at += 8) {
        uint64_t first = read64(code + at), second = read64(code + at + 1);
        uint64_t escapes = zero_bytes(first ^ each(0x0f)), traps = zero_bytes(first ^ each(0xcd));
        uint64_t some = (escapes & (zero_bytes(second ^ each(0x05)) | zero_bytes(second ^ each(0x34))))
                      | (traps & zero_bytes(second ^ each(0x80)));
        for (int i = 0; some && i < 8; i++)
            if (is_call(code + at + i) && is_raw_call(code, size, code + at + i))
                return 1;
    }
    for (; at + 2 <= size; at++)
        if (is_call(code + at) && is_raw_call(code, size, code + at))
            return 1;
    return 0;
}

#endif
