/*
 * Puts jumps to hook_call in the place of libc's and ld.so's own system calls. So whatever goes through libc is seen, stdio,
 * locale, name service, dlopen and posix_spawn's file actions included; interposed symbols alone see none of these.
 */
#include "hooks.h"
#include "raw.h"
#include "sites.h"

#include <elf.h>
#include <link.h>
#include <sys/mman.h>

int patched;

#if defined(__x86_64__)

#define STUB_SPACE (64 * 1024)

struct code {
    const uint8_t *at;       /* the executable segment */
    uint64_t size;
    uint64_t identity[2];    /* of the build-id note */
};

struct found {
    struct code libraries[4];
    int count;
    int libc;
};

static void take_build_id(uint64_t identity[2], const char *p, const char *end)
{
    while (p + sizeof(ElfW(Nhdr)) < end) {
        const ElfW(Nhdr) *n = (const ElfW(Nhdr) *)p;
        const char *content = p + sizeof *n + ((n->n_namesz + 3) & ~3u);
        if (n->n_type == NT_GNU_BUILD_ID && n->n_descsz >= 16)
            bytes_copy(identity, content, 16);
        p = content + ((n->n_descsz + 3) & ~3u);
    }
}

void build_id(const struct dl_phdr_info *info, uint64_t identity[2])
{
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        const char *at = (const char *)(info->dlpi_addr + p->p_vaddr);
        if (p->p_type == PT_NOTE)
            take_build_id(identity, at, at + p->p_memsz);
    }
}

int is_libc(const char *path)
{
    const char *name = base_name(path);
    return text_starts(name, "libc.so.6") || text_starts(name, "ld-linux") || text_starts(name, "libpthread.so.0");
}

static int look(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    struct found *f = data;
    const char *name = info->dlpi_name ? info->dlpi_name : "";
    if (!is_libc(name) || f->count == 4)
        return 0;
    struct code *c = &f->libraries[f->count];
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        if (p->p_type == PT_LOAD && (p->p_flags & PF_X)) {
            c->at = (const uint8_t *)info->dlpi_addr + p->p_vaddr;
            c->size = p->p_memsz;
        }
    }
    build_id(info, c->identity);
    if (c->at) {
        f->count++;
        f->libc |= text_starts(base_name(name), "libc.so.6");
    }
    return 0;
}

/* Found in an earlier process or run, else looked for now; null if the table is full or another process is at it. */
static struct module *sites_of(const struct code *c, struct module *private_copy)
{
    struct module *all = (struct module *)((char *)run_log + MODULES_AT);
    for (int i = 0; c->identity[0] && i < MODULES; i++) {
        uint64_t free_slot = 0;
        if (__atomic_load_n(&all[i].ready, __ATOMIC_ACQUIRE) && all[i].identity[0] == c->identity[0]
            && all[i].identity[1] == c->identity[1])
            return &all[i];
        if (__atomic_compare_exchange_n(&all[i].identity[0], &free_slot, c->identity[0], 0, __ATOMIC_ACQ_REL,
                                        __ATOMIC_RELAXED)) {
            all[i].identity[1] = c->identity[1];
            sites_find(&all[i], c->at, c->size);
            __atomic_store_n(&all[i].ready, 1, __ATOMIC_RELEASE);
            return &all[i];
        }
    }
    sites_find(private_copy, c->at, c->size);
    return private_copy;
}

static uint8_t *put32(uint8_t *p, int64_t value)
{
    uint32_t v = (uint32_t)value;
    bytes_copy(p, &v, 4);
    return p + 4;
}

static uint8_t *put_jump(uint8_t *p, const uint8_t *to)
{
    *p = 0xe9;
    return put32(p + 1, to - (p + 5));
}

/* lea to(%rip),%r11 */
static uint8_t *put_return(uint8_t *p, const uint8_t *to)
{
    p[0] = 0x4c, p[1] = 0x8d, p[2] = 0x1d;
    return put32(p + 3, to - (p + 7));
}

/* jmp *0(%rip) and the address: from the stubs into this library, which may be far. */
static uint8_t *put_far_jump(uint8_t *p, const void *to)
{
    p[0] = 0xff, p[1] = 0x25;
    p = put32(p + 2, 0);
    bytes_copy(p, &to, 8);
    return p + 8;
}

struct stubs {
    uint8_t *start, *next, *end;
    const uint8_t *entry, *before, *after, *moved[2];
};

#define COUNTING_HERE 0x676e69746e756f63ULL
#define COUNTED_ENTRY 24 /* where it is entered, and where the call itself begins */
#define COUNTED_CALL 33
#define COUNTED_AFTER 51 /* behind the system call */

_Static_assert(offsetof(struct block, max_fd) == 4 && offsetof(struct block, names) == 64 && offsetof(struct block, fds) == 128
               && sizeof(struct counters) == 32 && offsetof(struct counters, write_calls) == 16
               && offsetof(struct counting, names) == 8, "as in stubs.S");

/* before; syscall; after: returns to the byte behind. */
static uint8_t *put_clone(const struct stubs *s, uint8_t *p)
{
    p = put_jump(put_return(p, p + 12), s->before);
    p[0] = 0x0f, p[1] = 0x05;
    p += 2;
    return put_jump(put_return(p, p + 12), s->after);
}

/* The call is a read or write: makes and counts it and goes on behind this, where what else is to be done must stand. */
static uint8_t *put_counted(const struct stubs *s, uint8_t *p, int writing)
{
    const uint8_t *from = writing ? hook_write : hook_read;
    size_t length = (size_t)((writing ? hook_write_end : hook_read_end) - from);
    const uint64_t here = COUNTING_HERE;
    const struct counting *to = &counting;
    uint8_t *behind = p + length;
    bytes_copy(p, from, length);
    put_jump(put_return(p, behind), s->entry);
    put_jump(put_return(p + 12, behind), s->moved[writing]);
    for (size_t i = COUNTED_CALL; i + 8 <= length; i++)
        if (!__builtin_memcmp(p + i, &here, 8))
            bytes_copy(p + i, &to, 8);
    return behind;
}

/* Whether it is counted by a stub alone: those that programs make in numbers. -1 if not. */
static int writes(int number)
{
    return number == SYS_read || number == SYS_pread64 ? 0 : number == SYS_write || number == SYS_pwrite64 ? 1 : -1;
}

/* After a system call the caches are cold: what comes then begins with a line of its own. */
static void align_counted(struct stubs *s)
{
    s->next = (uint8_t *)(((uint64_t)s->next + COUNTED_AFTER + 63) & ~63ULL) - COUNTED_AFTER;
}

static uint8_t *put_known_counted(struct stubs *s, const struct site *site, const uint8_t *at, uint8_t **entry)
{
    align_counted(s);
    uint8_t *p = *entry = s->next + COUNTED_ENTRY;
    uint8_t *behind = put_counted(s, s->next, writes(site->number));
    p[0] = 0xb8;
    p = put32(p + 1, site->number);
    p[0] = 0x0f, p[1] = 0x1f, p[2] = 0x40, p[3] = 0x00;                  /* nop */
    return put_jump(behind, at + 7);
}

/* xor %eax,%eax; syscall: a read, as long as nobody jumps between the two. What else it may be follows. */
static uint8_t *put_read_first(struct stubs *s, const struct site *site, const uint8_t *at)
{
    align_counted(s);
    uint8_t *p = s->next + COUNTED_ENTRY;
    uint8_t *behind = put_counted(s, s->next, 0);
    bytes_copy(behind, at + 2, (size_t)site->length - 2);
    s->next = put_jump(behind + site->length - 2, at + site->length);
    p[0] = 0x48, p[1] = 0x85, p[2] = 0xc0;                               /* test %rax,%rax */
    p[3] = 0x0f, p[4] = 0x85;                                            /* jne */
    put32(p + 5, s->next - (p + 9));
    return p;
}

static uint8_t *put_known(const struct stubs *s, const struct site *site, const uint8_t *at)
{
    uint8_t *p = s->next;
    p[0] = 0xb8;
    p = put32(p + 1, site->number);
    p = hooked[site->number] == 2 ? put_clone(s, p) : put_jump(put_return(p, p + 12), s->entry);
    return put_jump(p, at + 7);
}

static uint8_t *put_dynamic(const struct stubs *s, const struct site *site, const uint8_t *at)
{
    uint8_t *p = s->next;
    const void *table = hooked;
    int before = site->kind == SITE_PRECEDING ? site->length - 2 : 0;
    int behind = site->kind == SITE_PRECEDING ? 0 : site->length - 2;
    bytes_copy(p, at, (size_t)before);
    p += before;
    p[0] = 0x48, p[1] = 0x3d;                                            /* cmp $511,%rax */
    p = put32(p + 2, 511);
    uint8_t *plain_if_above = p;
    p += 2;
    p[0] = 0x49, p[1] = 0xbb;                                            /* movabs $hooked,%r11 */
    bytes_copy(p + 2, &table, 8);
    p += 10;
    p[0] = 0x41, p[1] = 0x80, p[2] = 0x3c, p[3] = 0x03, p[4] = 0x01;     /* cmpb $1,(%r11,%rax) */
    p += 5;
    uint8_t *plain_if_below = p;
    p += 2;
    uint8_t *clone_if_above = p;
    p += 2;
    p = put_jump(put_return(p, p + 12), s->entry);
    uint8_t *over_clone = p;
    p += 5;
    clone_if_above[0] = 0x77, clone_if_above[1] = (uint8_t)(p - clone_if_above - 2);
    p = put_clone(s, p);
    uint8_t *over_plain = p;
    p += 5;
    plain_if_above[0] = 0x77, plain_if_above[1] = (uint8_t)(p - plain_if_above - 2);
    plain_if_below[0] = 0x72, plain_if_below[1] = (uint8_t)(p - plain_if_below - 2);
    p[0] = 0x0f, p[1] = 0x05;
    p += 2;
    put_jump(over_clone, p);
    put_jump(over_plain, p);
    bytes_copy(p, at + 2, (size_t)behind);
    return put_jump(p + behind, at + site->length);
}

static int near(const uint8_t *a, const uint8_t *b)
{
    int64_t distance = a - b;
    return distance > -0x70000000LL && distance < 0x70000000LL;
}

static int patch_library(struct stubs *s, const struct code *c, const struct module *m)
{
    uint8_t *first = (uint8_t *)((uint64_t)c->at & ~4095ULL);
    uint64_t length = ((uint64_t)(c->at + c->size - first) + 4095) & ~4095ULL;
    if (!near(s->start, c->at) || RAW3(SYS_mprotect, first, length, PROT_READ | PROT_WRITE) < 0)
        return 0;
    for (uint32_t i = 0; i < m->count && s->next + 384 < s->end; i++) {
        const struct site *site = &m->sites[i];
        uint8_t *at = (uint8_t *)c->at + site->at;
        uint8_t *stub = s->next;
        if (site->kind == SITE_FOLLOWING && at[-2] == 0x31 && at[-1] == 0xc0)
            stub = put_read_first(s, site, at);
        if (site->kind != SITE_KNOWN)
            s->next = put_dynamic(s, site, at);
        else if (writes(site->number) >= 0)
            s->next = put_known_counted(s, site, at, &stub);
        else
            s->next = put_known(s, site, at);
        uint8_t *rest = put_jump(at, stub);
        while (rest < at + site->length)
            *rest++ = 0x90;
    }
    RAW3(SYS_mprotect, first, length, PROT_READ | PROT_EXEC);
    return 1;
}

static int open_stubs(struct stubs *s, long at)
{
    if (at < 0 && at > -4096)
        return 0;
    s->start = s->next = (uint8_t *)at;
    s->end = s->start + STUB_SPACE;
    s->entry = s->next;
    s->next = put_far_jump(s->next, hook_entry);
    s->before = s->next;
    s->next = put_far_jump(s->next, hook_clone_before);
    s->after = s->next;
    s->next = put_far_jump(s->next, hook_clone_after);
    s->moved[0] = s->next;
    s->next = put_far_jump(s->next, hook_read_moved);
    s->moved[1] = s->next;
    s->next = put_far_jump(s->next, hook_write_moved);
    return 1;
}

long patch_reserve(void)
{
    return RAW6(SYS_mmap, 0, STUB_SPACE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

void patch_libc(long space)
{
    static struct module private_copy;
    struct found f = {0};
    struct stubs s;
    uint32_t missed = 0;
    int done = 0;
    dl_iterate_phdr(look, &f);
    if (f.libc && open_stubs(&s, space)) {
        for (int i = 0; i < f.count; i++) {
            const struct module *m = sites_of(&f.libraries[i], &private_copy);
            missed += m->missed;
            done += patch_library(&s, &f.libraries[i], m);
        }
        RAW3(SYS_mprotect, space, STUB_SPACE, PROT_READ | PROT_EXEC);
    }
    patched = f.libc && done == f.count;
    if (!patched || missed)
        log_values(R_FLAG, F_UNPATCHED, 1, patched ? (int64_t)missed : -1, 0, 0, 0);
}

#else

long patch_reserve(void)
{
    return 0;
}

void patch_libc(long space)
{
    (void)space;
    log_values(R_FLAG, F_UNPATCHED, 1, -1, 0, 0, 0);
}

#endif
