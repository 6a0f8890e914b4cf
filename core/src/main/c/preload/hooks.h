/* What happens in the place of a system call, and around a clone. */
#ifndef ROAR_HOOKS_H
#define ROAR_HOOKS_H

#include "log.h"

/* Makes the system call and logs what it did. Result as the kernel gives it. */
long hook_call(long nr, long a, long b, long c, long d, long e, long f);

/* After a read or write that a stub made and could not count. */
void hook_moved(long fd, int writing, long n);

/* Around a clone, fork, vfork or clone3: before it, and after it in the parent (result != 0) and in the child (0). */
void hook_before_clone(long nr, long a, long b);
void hook_after_clone(long result);

void clone_adopt(void);

long hook_exec(long nr, long a, long b, long c, long d, long e);

/* Remembers how children find the log. */
void exec_remember(const char *key_value, const char *library);

/* Memory that a vfork child needed for its exec: shared with its parent, which frees it. */
extern __thread void *spawn_scratch;
extern __thread __SIZE_TYPE__ spawn_scratch_size;

void io_check(struct block *b);
void io_baseline(struct block *b);
void io_flush(struct block *b, int fd, int type);
void io_renew(struct block *b);

/* 1 for the numbers that hook_call logs, 2 for clones, 0 for the rest. */
extern uint8_t hooked[512];
void hooked_fill(void);

/* What the stubs of stubs.S call. */
extern const char hook_entry[], hook_clone_before[], hook_clone_after[], hook_read_moved[], hook_write_moved[];
/* What they are made of where the call is a read or a write; where &counting belongs stands COUNTING_HERE. */
extern const uint8_t hook_read[], hook_read_end[], hook_write[], hook_write_end[];

/* Lets the system calls of libc and ld.so come to hook_call. What cannot be: a flag in the log. */
void patch_libc(long space);
/* Memory for it, to be taken while the address space near libc is still free. */
long patch_reserve(void);
extern int patched;

struct dl_phdr_info;
/* Leaves the identity as it is if the image has none. */
void build_id(const struct dl_phdr_info *info, uint64_t identity[2]);
/* Whether a library is one whose system calls are patched. */
int is_libc(const char *path);

/* Whether an ioctl(2) with this request, where it succeeds, changes what a descriptor stands for, or moves bytes. */
int logged_control(int64_t request);

/* Says that a program or library makes system calls itself. */
void flag_raw_code(const char *path);

#endif
