package io.roarbench.tracer.count;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Kinds of system calls, by what tracers do at them. Every call is of exactly one kind; kernel names of both architectures. Where a name
 * does not decide (mmap of a file or of memory, clone of a thread or of a process, a failed open), the counter does.
 */
public enum CallKind {
    /** A file was opened. */
    OPEN("open", "open", "openat", "openat2", "creat", "open_by_handle_at"),
    /** A file was not there, or could not be opened. */
    OPEN_FAILED("failed open"),
    /** A descriptor was closed, or made of another thing than a file's name. */
    DESCRIPTOR("close, dup, pipe, socket", "close", "close_range", "dup", "dup2", "dup3", "pipe", "pipe2", "socket",
            "socketpair", "accept", "accept4", "epoll_create", "epoll_create1", "eventfd", "eventfd2", "signalfd", "signalfd4",
            "timerfd_create", "inotify_init", "inotify_init1", "memfd_create", "pidfd_open"),
    READ("read", "read", "pread64", "readv", "preadv", "preadv2", "sendfile", "splice", "copy_file_range"),
    WRITE("write", "write", "pwrite64", "writev", "pwritev", "pwritev2"),
    /** A file was mapped. */
    MAP("mmap of a file"),
    /** A name was changed, made or removed. */
    NAME("rename, unlink, mkdir", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "unlink",
            "unlinkat", "rmdir", "mkdir", "mkdirat", "mknod", "mknodat", "truncate", "ftruncate", "fallocate", "chdir"),
    /** A process was made with memory of its own. One that borrows its maker's until it executes is part of {@link #EXEC}. */
    FORK("fork"),
    THREAD("thread"),
    EXEC("exec", "execve", "execveat"),
    /** What no backend records: stat, memory, time, waiting, signals, … */
    OTHER("stat and all others");

    private static final Map<String, CallKind> BY_NAME = new HashMap<>();

    static {
        for (CallKind kind : values()) {
            kind.names.forEach(name -> BY_NAME.put(name, kind));
        }
    }

    private final String label;
    private final List<String> names;

    CallKind(String label, String... names) {
        this.label = label;
        this.names = List.of(names);
    }

    /** For tables. */
    public String label() {
        return label;
    }

    /**
     * The kind of a system call that returned.
     *
     * @param name in the kernel, e.g. "openat"
     * @param succeeded whether its result was no error
     */
    public static CallKind of(String name, boolean succeeded) {
        CallKind kind = BY_NAME.getOrDefault(name, OTHER);
        if (kind == OPEN && !succeeded) {
            return OPEN_FAILED;
        }
        // A failed exec has neither ended the old program nor begun a new one.
        return kind == EXEC && !succeeded ? OTHER : kind;
    }
}
