/* roar-probe KIND COUNT: makes COUNT rounds of one kind of system call, for the slope that tells the cost of one.
   Works in the current folder on a small file of its own. The kind "spin" computes for COUNT µs of CPU time instead.

   roar-probe blocks KIND BLOCKS COUNT: prints how many ns each of BLOCKS times COUNT rounds of a kind took, a line each.

   roar-probe inject wall|cpu|calls AMOUNT LOG COMMAND…: a "tracer" of known cost. Spins for AMOUNT ns on the wall clock or
   of its CPU time, or makes AMOUNT fstat calls and starts itself a few times; adds the ns that this took as a line to LOG
   ("-": nowhere); runs the command.

   Exit codes: 0 done, 2 wrong usage, 1 a call failed. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *const FILE_NAME = "probe-file";
static char *const NOTHING[] = {(char *)"roar-probe", (char *)"nothing", (char *)"0", NULL};

static void check(int ok, const char *what) {
    if (!ok) {
        perror(what);
        exit(1);
    }
}

static void open_close(int fd) {
    (void)fd;
    int one = open(FILE_NAME, O_RDONLY);
    check(one >= 0 && close(one) == 0, "open and close");
}

static void open_missing(int fd) {
    (void)fd;
    check(open("no-such-file", O_RDONLY) == -1, "open of a missing file");
}

static void dup_close(int fd) {
    int one = dup(fd);
    check(one >= 0 && close(one) == 0, "dup and close");
}

static void read_one(int fd) {
    char byte;
    check(read(fd, &byte, 1) >= 0, "read");
}

static void pread_one(int fd) {
    char byte;
    check(pread(fd, &byte, 1, 0) == 1, "pread");
}

static void write_one(int fd) {
    check(write(fd, "x", 1) == 1, "write");
}

static void stat_one(int fd) {
    struct stat status;
    check(fstat(fd, &status) == 0, "fstat");
}

static void map_one(int fd) {
    void *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
    check(page != MAP_FAILED && munmap(page, 4096) == 0, "mmap and munmap");
}

static void rename_one(int fd) {
    static int there;
    (void)fd;
    check(rename(there ? "probe-other" : FILE_NAME, there ? FILE_NAME : "probe-other") == 0, "rename");
    there = !there;
}

static void fork_exit(int fd) {
    (void)fd;
    pid_t child = fork();
    if (child == 0) {
        _exit(0);
    }
    int status;
    check(child > 0 && waitpid(child, &status, 0) == child && status == 0, "fork and exit");
}

static void *end_at_once(void *nothing) { return nothing; }

static void thread_one(int fd) {
    pthread_t thread;
    (void)fd;
    check(pthread_create(&thread, NULL, end_at_once, NULL) == 0 && pthread_join(thread, NULL) == 0, "pthread_create");
}

static void exec_one(int fd) {
    (void)fd;
    extern char **environ;
    pid_t child;
    int status;
    check(posix_spawn(&child, "/proc/self/exe", NULL, NULL, NOTHING, environ) == 0, "posix_spawn");
    check(waitpid(child, &status, 0) == child && status == 0, "exec");
}

static void mix(int fd) {
    char byte;
    (void)fd;
    int one = open(FILE_NAME, O_RDONLY);
    check(one >= 0 && read(one, &byte, 1) == 1 && close(one) == 0, "open, read and close");
}

static long long now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void spin(clockid_t clock, long long nanos) {
    long long end = now(clock) + nanos;
    while (now(clock) < end) {
    }
}

/* While it is at work, others take from the caches what starting a program needs, and the start after it takes the more, the
   longer it was: 20 to 50 us for each ms on virtual machines. So the work ends with starting a program a few times, and with
   going on in another image of this one; a spin goes on there until it is time. What follows is the same whatever the amount. */
static const long long STARTS_BEFORE_END = 11000000, LAST_START_BEFORE_END = 6000000, EXEC_BEFORE_END = 3000000;
static const int STARTS = 3;

static void go_on_in_new_image(char **argv, const char *rest) {
    char **again = calloc(64, sizeof *again);
    size_t n = 0;
    check(again != NULL, "calloc");
    again[n++] = "roar-probe";
    again[n++] = "inject";
    again[n++] = argv[0];
    again[n++] = (char *)rest;
    for (argv += 2; *argv != NULL && n < 63; argv++) {
        again[n++] = *argv;
    }
    check(*argv == NULL, "more than 59 words to inject before");
    execv("/proc/self/exe", again);
    check(0, "/proc/self/exe");
}

static void spin_on_in_new_image(char **argv, clockid_t clock, long long begin, long long end) {
    char rest[64];
    if (end - now(clock) < EXEC_BEFORE_END) {
        return;
    }
    spin(clock, end - STARTS_BEFORE_END - now(clock));
    while (end - now(clock) > LAST_START_BEFORE_END) {
        exec_one(0);
    }
    spin(clock, end - EXEC_BEFORE_END - now(clock));
    snprintf(rest, sizeof rest, "%lld,%lld", begin, end);
    go_on_in_new_image(argv, rest);
}

static void call(char **argv, long long count, long long begin) {
    char rest[64];
    for (long long i = 0; i < count; i++) {
        stat_one(0);
    }
    for (int i = 0; i < STARTS; i++) {
        exec_one(0);
    }
    snprintf(rest, sizeof rest, "%lld,0", now(CLOCK_MONOTONIC) - begin);
    go_on_in_new_image(argv, rest);
}

static int inject(char **argv) {
    char *rest = NULL;
    long long amount = strtoll(argv[1], &rest, 10);
    long long begin = now(CLOCK_MONOTONIC), end = 0, took = 0;
    int again = *rest == ',';
    if (again) {
        end = strtoll(rest + 1, &rest, 10);
    }
    if (*rest != '\0' || amount < 0) {
        return 2;
    }
    if (strcmp(argv[0], "wall") == 0 || strcmp(argv[0], "cpu") == 0) {
        clockid_t clock = argv[0][0] == 'w' ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID;
        if (again) {
            begin = amount;
        } else {
            end = now(clock) + amount;
            spin_on_in_new_image(argv, clock, begin, end);
        }
        spin(clock, end - now(clock));
        took = now(CLOCK_MONOTONIC) - begin;
    } else if (strcmp(argv[0], "calls") == 0) {
        if (!again) {
            call(argv, amount, begin);
        }
        took = amount;
    } else {
        return 2;
    }
    if (strcmp(argv[2], "-") != 0) {
        int log = open(argv[2], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        check(log >= 0 && dprintf(log, "%lld\n", took) > 0, argv[2]);
    }
    execvp(argv[3], argv + 3);
    perror(argv[3]);
    return 1;
}

static void nothing(int fd) {
    (void)fd;
}

static const struct {
    const char *name;
    void (*round)(int fd);
} KINDS[] = {
    {"open-close", open_close}, {"open-missing", open_missing}, {"dup-close", dup_close}, {"read", read_one}, {"pread", pread_one}, {"write", write_one},
    {"fstat", stat_one}, {"mmap", map_one}, {"rename", rename_one}, {"fork-exit", fork_exit}, {"thread", thread_one},
    {"exec", exec_one}, {"open-read-close", mix}, {"nothing", nothing},
};

static void usage(void) {
    fprintf(stderr, "usage: roar-probe KIND COUNT | roar-probe blocks KIND BLOCKS COUNT | "
                    "roar-probe inject wall|cpu|calls AMOUNT LOG COMMAND...\n");
    exit(2);
}

static long number(const char *text) {
    char *end = NULL;
    long n = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || n < 0) {
        usage();
    }
    return n;
}

static void (*kind(const char *name))(int fd) {
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (strcmp(name, KINDS[i].name) == 0) {
            return KINDS[i].round;
        }
    }
    fprintf(stderr, "roar-probe: unknown kind '%s'\n", name);
    exit(2);
}

static int own_file(void (*round)(int fd), long rounds) {
    int fd = open(FILE_NAME, O_RDWR | O_CREAT | O_TRUNC, 0600);
    check(fd >= 0 && write(fd, "0123456789abcdef", 16) == 16 && lseek(fd, 0, SEEK_SET) == 0, FILE_NAME);
    if (round == read_one && rounds > 16) {
        check(ftruncate(fd, rounds) == 0, "ftruncate"); /* each read gives a byte */
    }
    return fd;
}

static int blocks(void (*round)(int fd), long count, long rounds) {
    long long *nanos = calloc((size_t)count + 1, sizeof *nanos);
    check(nanos != NULL, "calloc");
    int fd = own_file(round, count * rounds);
    for (long i = 0; i < count; i++) {
        long long begin = now(CLOCK_MONOTONIC);
        for (long n = 0; n < rounds; n++) {
            round(fd);
        }
        nanos[i] = now(CLOCK_MONOTONIC) - begin;
    }
    for (long i = 0; i < count; i++) {
        printf("%lld\n", nanos[i]);
    }
    check(fflush(stdout) == 0, "standard output");
    return 0;
}

int main(int argc, char **argv) {
    if (argc >= 6 && strcmp(argv[1], "inject") == 0) {
        return inject(argv + 2);
    }
    if (argc == 5 && strcmp(argv[1], "blocks") == 0) {
        return blocks(kind(argv[2]), number(argv[3]), number(argv[4]));
    }
    if (argc != 3) {
        usage();
    }
    long count = number(argv[2]);
    if (strcmp(argv[1], "spin") == 0) {
        spin(CLOCK_PROCESS_CPUTIME_ID, count * 1000LL);
        return 0;
    }
    void (*round)(int fd) = kind(argv[1]);
    if (round == nothing) {
        return 0;
    }
    int fd = own_file(round, count);
    for (long n = 0; n < count; n++) {
        round(fd);
    }
    return 0;
}
