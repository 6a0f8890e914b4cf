/* roar-probe KIND COUNT: makes COUNT rounds of one kind of system call, for the slope that tells the cost of one.
   Works in the current folder on a small file of its own. The kind "spin" computes for COUNT µs of CPU time instead.

   roar-probe inject wall|cpu|calls AMOUNT LOG COMMAND…: a "tracer" of known cost. Spins for AMOUNT ns on the wall clock or
   of CPU time, or makes AMOUNT fstat calls; adds the ns that this took as a line to LOG ("-": nowhere); runs the command.

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

static int inject(char **argv) {
    char *end = NULL;
    long long amount = strtoll(argv[1], &end, 10);
    long long begin = now(CLOCK_MONOTONIC);
    if (*end != '\0' || amount < 0) {
        return 2;
    }
    if (strcmp(argv[0], "wall") == 0) {
        spin(CLOCK_MONOTONIC, amount);
    } else if (strcmp(argv[0], "cpu") == 0) {
        spin(CLOCK_PROCESS_CPUTIME_ID, amount);
    } else if (strcmp(argv[0], "calls") == 0) {
        for (long long i = 0; i < amount; i++) {
            stat_one(0);
        }
    } else {
        return 2;
    }
    long long took = now(CLOCK_MONOTONIC) - begin;
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

int main(int argc, char **argv) {
    char *end = NULL;
    if (argc >= 6 && strcmp(argv[1], "inject") == 0) {
        return inject(argv + 2);
    }
    long count = argc == 3 ? strtol(argv[2], &end, 10) : -1;
    if (argc != 3 || *end != '\0' || count < 0) {
        fprintf(stderr, "usage: roar-probe KIND COUNT | roar-probe inject wall|cpu|calls AMOUNT LOG COMMAND...\n");
        return 2;
    }
    if (strcmp(argv[1], "spin") == 0) {
        spin(CLOCK_PROCESS_CPUTIME_ID, count * 1000LL);
        return 0;
    }
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (strcmp(argv[1], KINDS[i].name) == 0) {
            if (KINDS[i].round == nothing) {
                return 0;
            }
            int fd = open(FILE_NAME, O_RDWR | O_CREAT | O_TRUNC, 0600);
            check(fd >= 0 && write(fd, "0123456789abcdef", 16) == 16 && lseek(fd, 0, SEEK_SET) == 0, FILE_NAME);
            if (KINDS[i].round == read_one && count > 16) {
                check(ftruncate(fd, count) == 0, "ftruncate"); /* each read gives a byte */
            }
            for (long n = 0; n < count; n++) {
                KINDS[i].round(fd);
            }
            return 0;
        }
    }
    fprintf(stderr, "roar-probe: unknown kind '%s'\n", argv[1]);
    return 2;
}
