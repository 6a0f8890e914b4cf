/*
 * The programs and libraries of a process: each is looked through once for system calls of its own, and what was found is kept in the
 * log, from run to run, under its build id.
 */
#include "hooks.h"
#include "raw.h"
#include "rawcalls.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/stat.h>

#if defined(__x86_64__)

#define SECTIONS 64          /* with code, at most */
#define HEADERS 32           /* read at once */
#define PROBES 16
#define PROGRAM "/proc/self/exe"

/* Where code is, besides tables that share its segment. Addresses are as in the section headers. */
struct code_sections {
    int count;
    struct {
        uint64_t address, offset, size;
    } at[SECTIONS];
};

static long own_pread(long fd, void *to, uint64_t size, uint64_t offset)
{
    long n = RAW4(SYS_pread64, fd, to, size, offset);
    struct block *b = current_block();
    if (n > 0 && b)
        b->own_read += (uint64_t)n;
    return n;
}

/* None if the file can't be read or has none: then all that is mapped executable is code. */
static void read_sections(struct code_sections *s, long fd)
{
    Elf64_Ehdr e;
    Elf64_Shdr headers[HEADERS];
    s->count = 0;
    if (own_pread(fd, &e, sizeof e, 0) != sizeof e || e.e_shentsize != sizeof headers[0] || e.e_ident[EI_CLASS] != ELFCLASS64)
        return;
    for (unsigned i = 0; i < e.e_shnum; i += HEADERS) {
        uint64_t wanted = e.e_shnum - i < HEADERS ? e.e_shnum - i : HEADERS;
        if (own_pread(fd, headers, wanted * sizeof headers[0], e.e_shoff + i * sizeof headers[0])
            != (long)(wanted * sizeof headers[0])) {
            s->count = 0;
            return;
        }
        for (uint64_t k = 0; k < wanted; k++) {
            if (!(headers[k].sh_flags & SHF_EXECINSTR) || headers[k].sh_type != SHT_PROGBITS)
                continue;
            if (s->count == SECTIONS) {
                s->count = 0;
                return;
            }
            s->at[s->count].address = headers[k].sh_addr;
            s->at[s->count].offset = headers[k].sh_offset;
            s->at[s->count++].size = headers[k].sh_size;
        }
    }
}

static uint64_t lower(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* Where the two overlap; base is what to add to a section's address (or, by offset, to its offset) for where it is mapped. */
static int segment_has_calls(const struct code_sections *s, const uint8_t *at, uint64_t size, uint64_t base, int by_offset)
{
    if (s->count == 0)
        return raw_calls_in(at, size);
    for (int i = 0; i < s->count; i++) {
        uint64_t from = base + (by_offset ? s->at[i].offset : s->at[i].address), to = from + s->at[i].size;
        if (from < (uint64_t)at)
            from = (uint64_t)at;
        to = lower(to, (uint64_t)at + size);
        if (from < to && raw_calls_in((const uint8_t *)from, to - from))
            return 1;
    }
    return 0;
}

/* What the log knows of an image; else a place for it, or null if there is none. *claimed if the caller is to look. */
static struct image *image_of(const uint64_t identity[2], int *claimed)
{
    struct image *all = (struct image *)((char *)run_log + IMAGES_AT);
    *claimed = 0;
    for (uint64_t i = 0; i < PROBES; i++) {
        struct image *m = &all[(identity[0] + i) % IMAGES];
        uint64_t none = 0;
        if (__atomic_compare_exchange_n(&m->identity[0], &none, identity[0], 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
            m->identity[1] = identity[1];
            *claimed = 1;
            return m;
        }
        if (none != identity[0])
            continue;
        if (!__atomic_load_n(&m->state, __ATOMIC_ACQUIRE))
            return 0; /* another process is at it */
        if (m->identity[1] == identity[1])
            return m;
    }
    return 0;
}

static int remember(struct image *m, int has_calls)
{
    if (m) {
        __atomic_store_n(&m->state, has_calls ? IMAGE_RAW : IMAGE_CLEAN, __ATOMIC_RELEASE);
        __atomic_fetch_add(&run_log->images, 1, __ATOMIC_RELAXED);
    }
    return has_calls;
}

static void identify_file(uint64_t identity[2], const struct stat *s, uint64_t offset)
{
    identity[0] = s->st_ino * 0x9e3779b97f4a7c15ULL + s->st_dev + 1;
    identity[1] = ((uint64_t)s->st_mtim.tv_sec * 1000000007ULL + (uint64_t)s->st_mtim.tv_nsec) ^ (uint64_t)s->st_size << 40 ^ offset;
}

static int has_calls(const struct dl_phdr_info *info, const char *path)
{
    struct code_sections sections;
    long fd = RAW4(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    sections.count = 0;
    if (fd >= 0) {
        read_sections(&sections, fd);
        RAW1(SYS_close, fd);
    }
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        if (p->p_type != PT_LOAD || !(p->p_flags & PF_X))
            continue;
        if (!(p->p_flags & PF_R) || segment_has_calls(&sections, (const uint8_t *)info->dlpi_addr + p->p_vaddr, p->p_filesz,
                                                      info->dlpi_addr, 0))
            return 1;
    }
    return 0;
}

static int look(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    uint64_t identity[2] = {0, 0};
    int claimed;
    const char *own = data, *path = info->dlpi_name && info->dlpi_name[0] ? info->dlpi_name : PROGRAM;
    if (text_equal(path, own) || is_libc(path) || text_starts(path, "linux-vdso"))
        return 0;
    build_id(info, identity);
    if (!identity[0]) {
        struct stat s;
        if (RAW4(SYS_newfstatat, AT_FDCWD, path, &s, 0) == 0)
            identify_file(identity, &s, 0);
    }
    struct image *known = identity[0] ? image_of(identity, &claimed) : 0;
    int raw = known && !claimed ? known->state == IMAGE_RAW : remember(known, has_calls(info, path));
    if (raw)
        flag_raw_code(path);
    return 0;
}

void raw_calls_check_loaded(const char *own)
{
    dl_iterate_phdr(look, (void *)own);
}

void raw_calls_check_mapped(const uint8_t *at, uint64_t length, long fd, uint64_t offset)
{
    struct stat s;
    uint64_t identity[2];
    int claimed;
    struct block *b = current_block();
    if (!b || b->quiet || RAW2(SYS_fstat, fd, &s) < 0 || !S_ISREG(s.st_mode) || (uint64_t)s.st_size <= offset)
        return;
    identify_file(identity, &s, offset);
    struct image *known = image_of(identity, &claimed);
    int raw = known && known->state == IMAGE_RAW;
    if (!known || claimed) {
        struct code_sections sections;
        read_sections(&sections, fd);
        uint64_t size = lower(length, (uint64_t)s.st_size - offset);
        raw = remember(known, segment_has_calls(&sections, at, size, (uint64_t)at - offset, 1));
    }
    if (raw) {
        char path[4097];
        flag_raw_code(fd_link((int)fd, path) > 0 ? path : "a mapped file");
    }
}

#else

void raw_calls_check_loaded(const char *own)
{
    (void)own;
}

void raw_calls_check_mapped(const uint8_t *at, uint64_t length, long fd, uint64_t offset)
{
    (void)at, (void)length, (void)fd, (void)offset;
}

#endif
