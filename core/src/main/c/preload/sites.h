/* The places of a library's code where it makes system calls, and what can be put there. */
#ifndef ROAR_SITES_H
#define ROAR_SITES_H

#include <stdint.h>

#define SITES_MAX 480

/* "mov $number,%eax; syscall": only the mov is overwritten. Else the syscall with what follows, or with the mov before it. */
enum site_kind { SITE_KNOWN = 1, SITE_FOLLOWING, SITE_PRECEDING };

struct site {
    uint32_t at;      /* offset in the code */
    uint8_t length;   /* bytes that the jump may overwrite, 5..15 */
    uint8_t kind;
    uint16_t number;  /* of SITE_KNOWN */
};

struct module {
    uint64_t identity[2]; /* of the code; 0 if the entry is free */
    uint32_t ready;       /* 1 once the rest is valid */
    uint32_t count;
    uint32_t missed;      /* places that may make calls of ours but can't be patched */
    uint32_t reserved;
    struct site sites[SITES_MAX];
};

void sites_find(struct module *m, const uint8_t *code, uint64_t size);

#endif
