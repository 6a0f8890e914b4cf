/* BLAKE3's tree over a kernel: chunks in bulk, parents in bulk, a stack of unfinished subtrees. */
#include "blake3.h"
#include <string.h>

/* A node whose last compression is still to be done, because only then is it known whether it is the root. */
struct node {
    uint8_t cv[B3_CV];
    uint8_t block[B3_BLOCK];
    uint32_t len, flags;
    uint64_t counter;
};

static void node_cv(const struct b3_kernel *k, const struct node *n, uint32_t root, uint8_t out[B3_CV]) {
    uint8_t cv[B3_CV];
    memcpy(cv, n->cv, B3_CV);
    k->compress(cv, n->block, n->len, n->counter, n->flags | root);
    memcpy(out, cv, B3_CV);
}

static void parent_node(struct node *n, const uint8_t *left, const uint8_t *right) {
    uint8_t block[B3_BLOCK];
    memcpy(block, left, B3_CV);
    memcpy(block + B3_CV, right, B3_CV);
    memcpy(n->block, block, B3_BLOCK);
    memcpy(n->cv, b3_iv, B3_CV);
    n->len = B3_BLOCK;
    n->flags = B3_PARENT;
    n->counter = 0;
}

static void chunk_node(const struct b3_kernel *k, struct node *n, const uint8_t *in, uint32_t len, uint64_t counter) {
    memcpy(n->cv, b3_iv, B3_CV);
    n->flags = B3_CHUNK_START;
    n->counter = counter;
    while (len > B3_BLOCK) {
        k->compress(n->cv, in, B3_BLOCK, counter, n->flags);
        n->flags = 0;
        in += B3_BLOCK;
        len -= B3_BLOCK;
    }
    memset(n->block, 0, B3_BLOCK);
    if (len > 0) memcpy(n->block, in, len);
    n->len = len;
    n->flags |= B3_CHUNK_END;
}

/* Pairs are merged level by level, an odd one is carried up: that is the paper's left-complete tree. */
static void reduce(const struct b3_kernel *k, uint8_t *cvs, size_t n, size_t wanted) {
    while (n > wanted) {
        size_t pairs = n / 2;
        k->parents(cvs, pairs, cvs);
        if (n & 1) memmove(cvs + pairs * B3_CV, cvs + (n - 1) * B3_CV, B3_CV);
        n = pairs + (n & 1);
    }
}

void b3_root(const struct b3_kernel *k, uint8_t *cvs, size_t n, uint8_t out[B3_CV]) {
    struct node top;
    reduce(k, cvs, n, 2);
    parent_node(&top, cvs, cvs + B3_CV);
    node_cv(k, &top, B3_ROOT, out);
}

/* The chaining values of all chunks of n > 0 bytes; returns how many. */
static size_t leaves(const struct b3_kernel *k, const uint8_t *in, size_t n, uint64_t first_chunk, uint8_t *cvs) {
    size_t full = n / B3_CHUNK, rest = n % B3_CHUNK;
    k->chunks(in, full, first_chunk, cvs);
    if (rest == 0) return full;
    struct node last;
    chunk_node(k, &last, in + full * B3_CHUNK, (uint32_t) rest, first_chunk + full);
    node_cv(k, &last, 0, cvs + full * B3_CV);
    return full + 1;
}

void b3_subtree(const struct b3_kernel *k, const uint8_t *in, size_t n, uint64_t first_chunk, uint8_t cv[B3_CV]) {
    if (n <= B3_BULK * B3_CHUNK) {
        uint8_t cvs[B3_BULK * B3_CV];
        reduce(k, cvs, leaves(k, in, n, first_chunk, cvs), 1);
        memcpy(cv, cvs, B3_CV);
        return;
    }
    struct b3_state s;
    b3_init(&s, k);
    b3_update_at(&s, first_chunk, in, n);
    b3_finish_subtree(&s, first_chunk, cv);
}

void b3_hash(const struct b3_kernel *k, const uint8_t *in, size_t n, uint8_t out[B3_CV]) {
    if (n <= B3_CHUNK) {
        struct node only;
        chunk_node(k, &only, in, (uint32_t) n, 0);
        node_cv(k, &only, B3_ROOT, out);
    } else if (n <= B3_ONCE * B3_CHUNK) {
        uint8_t cvs[B3_ONCE * B3_CV];
        b3_root(k, cvs, leaves(k, in, n, 0, cvs), out);
    } else {
        struct b3_state s;
        b3_init(&s, k);
        b3_update(&s, in, n);
        (void) b3_finish(&s, out);
    }
}

void b3_init(struct b3_state *s, const struct b3_kernel *kernel) {
    s->kernel = kernel;
    s->chunks = 0;
    s->buffered = 0;
    s->depth = 0;
}

/* Merging waits until the next subtree arrives: the topmost pair may be the root. */
static void merge_finished(const struct b3_kernel *k, uint8_t stack[][B3_CV], uint32_t *depth, uint64_t chunks) {
    uint32_t wanted = (uint32_t) __builtin_popcountll(chunks);
    for (; *depth > wanted; --*depth) k->parents(stack[*depth - 2], 1, stack[*depth - 2]);
}

static void push(struct b3_state *s, const uint8_t cv[B3_CV], uint64_t chunks) {
    merge_finished(s->kernel, s->stack, &s->depth, s->chunks);
    memcpy(s->stack[s->depth++], cv, B3_CV);
    s->chunks += chunks;
}

int b3_push(struct b3_state *s, const uint8_t cv[B3_CV], uint64_t chunks) {
    int power = chunks != 0 && (chunks & (chunks - 1)) == 0;
    if (s->buffered == B3_CHUNK && power) b3_flush(s, 0);
    if (!power || s->buffered != 0 || (s->chunks & (chunks - 1)) != 0) return -1;
    push(s, cv, chunks);
    return 0;
}

void b3_flush(struct b3_state *s, uint64_t first_chunk) {
    uint8_t cv[B3_CV];
    s->kernel->chunks(s->buffer, 1, first_chunk + s->chunks, cv);
    push(s, cv, 1);
    s->buffered = 0;
}

/* One aligned subtree of at most n bytes, n > 1024; as two halves, so that the root is never merged too early. */
static size_t absorb(struct b3_state *s, uint64_t first_chunk, const uint8_t *in, size_t n) {
    uint64_t chunks = n / B3_CHUNK < B3_BULK ? n / B3_CHUNK : B3_BULK;
    chunks = 1ull << (63 - __builtin_clzll(chunks));
    uint64_t aligned = s->chunks & (~s->chunks + 1);
    if (aligned != 0 && aligned < chunks) chunks = aligned;
    uint8_t cvs[B3_BULK * B3_CV];
    s->kernel->chunks(in, chunks, first_chunk + s->chunks, cvs);
    if (chunks == 1) {
        push(s, cvs, 1);
    } else {
        reduce(s->kernel, cvs, chunks, 2);
        push(s, cvs, chunks / 2);
        push(s, cvs + B3_CV, chunks / 2);
    }
    return chunks * B3_CHUNK;
}

void b3_update_at(struct b3_state *s, uint64_t first_chunk, const uint8_t *in, size_t n) {
    while (n > 0) {
        if (s->buffered == B3_CHUNK) b3_flush(s, first_chunk);
        size_t taken;
        if (s->buffered > 0 || n <= B3_CHUNK) {
            taken = B3_CHUNK - s->buffered < n ? B3_CHUNK - s->buffered : n;
            memcpy(s->buffer + s->buffered, in, taken);
            s->buffered += (uint32_t) taken;
        } else {
            taken = absorb(s, first_chunk, in, n);
        }
        in += taken;
        n -= taken;
    }
}

void b3_update(struct b3_state *s, const uint8_t *in, size_t n) {
    b3_update_at(s, 0, in, n);
}

static int finish(const struct b3_state *s, uint64_t first_chunk, uint32_t root, uint8_t out[B3_CV]) {
    uint8_t stack[B3_DEPTH][B3_CV];
    uint32_t depth = s->depth;
    struct node top;
    memcpy(stack, s->stack, depth * sizeof stack[0]);
    if (s->buffered > 0 || s->chunks == 0) {
        merge_finished(s->kernel, stack, &depth, s->chunks);
        chunk_node(s->kernel, &top, s->buffer, s->buffered, first_chunk + s->chunks);
    } else if (depth >= 2) {
        depth -= 2;
        parent_node(&top, stack[depth], stack[depth + 1]);
    } else {
        memcpy(out, stack[0], B3_CV);
        return root ? -1 : 0;
    }
    while (depth > 0) {
        uint8_t right[B3_CV];
        node_cv(s->kernel, &top, 0, right);
        parent_node(&top, stack[--depth], right);
    }
    node_cv(s->kernel, &top, root, out);
    return 0;
}

int b3_finish(const struct b3_state *s, uint8_t out[B3_CV]) {
    return finish(s, 0, B3_ROOT, out);
}

void b3_finish_subtree(const struct b3_state *s, uint64_t first_chunk, uint8_t cv[B3_CV]) {
    (void) finish(s, first_chunk, 0, cv);
}
