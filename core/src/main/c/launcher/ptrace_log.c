/* Writes the log of a trace. It is a file, not a pipe: a reader that pauses never stops the traced command. */
#include "ptrace.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define ROOM (256 * 1024)

static char buffer[ROOM];
static size_t used;
static int log_fd = -1;
static int64_t records, failed_bytes;

void log_open(int fd) { log_fd = fd; }

/* After a failure nothing more is written: a log without its end is known to be cut, one with a hole is not. */
static void write_out(const char *bytes, size_t size) {
    if (failed_bytes) return;
    while (size > 0) {
        ssize_t done = write(log_fd, bytes, size);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) { failed_bytes += (int64_t)size; return; }
        bytes += done;
        size -= (size_t)done;
    }
}

static void flush(void) {
    write_out(buffer, used);
    used = 0;
}

static void put(const void *bytes, size_t size) {
    if (used + size > ROOM) flush();
    if (size > ROOM) { write_out(bytes, size); return; }
    memcpy(buffer + used, bytes, size);
    used += size;
}

void log_record(enum record_type type, pid_t tid, const int64_t *args, int nargs, const struct string *s, int ns) {
    struct record r = { .size = sizeof r, .type = type, .strings = (uint16_t)ns, .tid = tid, .nanos = now() };
    for (int i = 0; i < nargs; i++) r.arg[i] = args[i];
    for (int i = 0; i < ns; i++) r.size += (uint32_t)sizeof s[i].length + s[i].length;
    put(&r, sizeof r);
    for (int i = 0; i < ns; i++) {
        put(&s[i].length, sizeof s[i].length);
        put(s[i].bytes, s[i].length);
    }
    records++;
}

void log_args(enum record_type type, pid_t tid, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e) {
    int64_t args[5] = { a, b, c, d, e };
    log_record(type, tid, args, 5, NULL, 0);
}

void log_text(enum record_type type, pid_t tid, int64_t a, int64_t b, int64_t c, const char *s, const char *t) {
    int64_t args[3] = { a, b, c };
    struct string strings[2] = { { s, (uint32_t)strlen(s) }, { t ? t : "", t ? (uint32_t)strlen(t) : 0 } };
    log_record(type, tid, args, 3, strings, t ? 2 : 1);
}

void log_flag(pid_t tid, enum flag_code code, const char *detail) { log_text(R_FLAG, tid, code, 0, 0, detail, NULL); }

void log_lost(pid_t tid, const char *kind, int64_t count) { log_text(R_LOST, tid, count, 0, 0, kind, NULL); }

/* The reader knows by the last record's count that nothing before it is missing. */
void log_close(void) {
    log_args(R_END, 0, records, 0, 0, 0, 0);
    flush();
}
