/* New processes: the parent logs before the clone, so that the log's order says which descriptors the child got. */
#include "hooks.h"
#include "raw.h"

#include <linux/sched.h>
#include <signal.h>
#include <sys/mman.h>

#ifndef SYS_fork
#define SYS_fork -2001
#define SYS_vfork -2002
#endif

#define DEEPEST 8

/* Clones under way, the innermost last: a vfork child has its parent's memory, and may itself make processes. */
static __thread struct pending {
    int thread;
    uint64_t flags;
    int64_t token;
    struct block *parent;
    struct block *counting;
} pending[DEEPEST];
static __thread uint32_t depth;

/* Not if it was off before. */
static void count_in(struct block *b)
{
    if (counting.block)
        counting.block = b;
}

static uint64_t clone_flags(long nr, long a, int *own_tls)
{
    *own_tls = 0;
    if (nr == SYS_fork)
        return 0;
    if (nr == SYS_vfork)
        return CLONE_VM | CLONE_VFORK;
    uint64_t flags = nr == SYS_clone3 ? ((const struct clone_args *)a)->flags : (uint64_t)a & ~0xffULL;
    *own_tls = (flags & CLONE_SETTLS) != 0;
    return flags;
}

void hook_before_clone(long nr, long a, long b)
{
    (void)b;
    int own_tls;
    uint64_t flags = clone_flags(nr, a, &own_tls);
    struct pending *own = depth++ < DEEPEST ? &pending[depth - 1] : 0;
    if (own)
        own->thread = (flags & CLONE_THREAD) != 0;
    if (flags & CLONE_THREAD) {
        if (!(flags & CLONE_FILES) || !(flags & CLONE_FS))
            log_values(R_FLAG, F_UNSHARED_THREAD, 0, 0, 0, 0, 0);
        counting.block = 0;
        if (current_block())
            current_block()->threaded = 1;
        return;
    }
    if (!own || ((flags & CLONE_VM) && !(flags & CLONE_VFORK))) {
        counting.block = 0;
        log_values(R_FLAG, F_SHARED_MEMORY, 0, 0, 0, 0, 0);
    }
    if (flags & CLONE_FILES)
        log_values(R_FLAG, F_SHARED_FILES, 0, 0, 0, 0, 0);
    if (flags & CLONE_NEWNS) {
        run_log->roots = 1;
        log_values(R_FLAG, F_MOUNTS, 0, 0, 0, 0, 0);
    }
    if ((flags & CLONE_NEWPID) && run_log)
        run_log->pid_namespaces = 1;
    if (run_log)
        __atomic_add_fetch(&run_log->forks, 1, __ATOMIC_RELAXED);
    struct record *r = log_claim(R_FORK, current_block(), -1, 2, 0, 0);
    if (own)
        *own = (struct pending){0, flags, r ? (char *)r - (char *)run_log : 0, vfork_block, counting.block};
    if (r) {
        r->value[0] = (int64_t)flags;
        r->value[1] = (int64_t)log_nanos();
        log_done(r);
    }
}

/* A process that was made past libc still uses its parent's block: from here on one of its own, and a flag. */
void clone_adopt(void)
{
    struct block *b = current_block();
    int pid = own_pid();
    if (!b || vfork_block || b->pid == pid)
        return;
    log_values(R_FLAG, F_RAW, 0, 0, 0, 0, 0);
    process_block = log_block(pid);
    if (process_block) {
        process_block->filtered = b->filtered;
        process_block->own_read = 1ULL << 40; /* nothing is known of its reads so far */
    }
    count_in(process_block);
    log_values(R_CHILD, pid, 3, 0, own_parent(), (int64_t)log_nanos(), 0);
}

static void in_child(const struct pending *own)
{
    struct block *b = run_log ? log_block(own_pid()) : 0;
    if (b && current_block()) {
        b->quiet = current_block()->quiet;
        b->filtered = current_block()->filtered;
    }
    if (own->flags & CLONE_VM) {
        vfork_block = b;
    } else {
        vfork_block = 0;
        process_block = b;
        depth = 0;
    }
    count_in(b);
    log_values(R_CHILD, b ? b->pid : -1, 3, own->token, own_parent(), (int64_t)log_nanos(), 0);
}

/* A new thread has a depth of its own, 0. */
void hook_after_clone(long result)
{
    struct pending *own = depth && depth <= DEEPEST ? &pending[depth - 1] : 0;
    if (result == 0) {
        if (!own || own->thread || ((own->flags & CLONE_VM) && !(own->flags & CLONE_VFORK)))
            return; /* shares this thread's state while its parent runs on: flagged before */
        in_child(own);
        return;
    }
    if (depth)
        depth--;
    if (!own || own->thread)
        return;
    vfork_block = own->parent;
    count_in(own->counting);
    if (spawn_scratch) {
        RAW2(SYS_munmap, spawn_scratch, spawn_scratch_size);
        spawn_scratch = 0;
    }
    if (result > 0)
        log_values(R_FORKED, (int)result, 1, own->token, 0, 0, 0);
}
