package io.roarbench.tracer.preload;

import io.roarbench.tracer.IncompleteReason;

/** What a process said that may hide something, in the order of log.h's enum, which starts at 1. */
enum LogFlag {
    IO_URING(IncompleteReason.IO_URING),
    AIO(IncompleteReason.KERNEL_AIO),
    SECCOMP(IncompleteReason.SECCOMP_FILTER),
    PTRACE(IncompleteReason.NESTED_PTRACE),
    MAPPING(IncompleteReason.MAPPING),
    HANDLE(IncompleteReason.FILE_HANDLE),
    RAW(IncompleteReason.RAW_SYSCALLS),
    UNPATCHED(IncompleteReason.RAW_SYSCALLS),
    SHARED_MEMORY(IncompleteReason.UNTRACED_CHILD),
    UNSHARED_THREAD(IncompleteReason.UNKNOWN_DESCRIPTOR),
    RAW_CODE(IncompleteReason.RAW_SYSCALLS),
    MOUNTS(IncompleteReason.UNKNOWN_PATH),
    SHARED_FILES(IncompleteReason.UNKNOWN_DESCRIPTOR);

    private final IncompleteReason reason;

    LogFlag(IncompleteReason reason) {
        this.reason = reason;
    }

    static LogFlag of(int code) {
        LogFlag[] all = values();
        if (code < 1 || code > all.length) {
            throw new IllegalStateException("unknown flag in the preload log: " + code);
        }
        return all[code - 1];
    }

    IncompleteReason reason() {
        return reason;
    }

    /**
     * What is said of it.
     *
     * @param program the process' program
     * @param record the flag's record
     */
    String detail(String program, LogRecord record) {
        long[] values = record.values();
        return switch (this) {
            case RAW -> values.length < 2 ? program + " made a process past libc"
                    : program + " read " + Math.max(0, values[0]) + " and wrote " + Math.max(0, values[1])
                            + " bytes past libc";
            case UNPATCHED -> values[0] < 0 ? "libc of " + program + " could not be patched: what it does for itself is not seen"
                    : values[0] + " system calls in libc of " + program + " could not be patched";
            case SHARED_MEMORY -> program + " has a child that shares its memory";
            case MOUNTS -> "mounts changed by " + program;
            case SHARED_FILES -> program + " has a child that shares its descriptors";
            case UNSHARED_THREAD -> program + " has threads with descriptors of their own";
            case RAW_CODE -> image(program, record.strings().get(0).text()) + " has system calls of its own in its code";
            default -> program;
        };
    }

    /** As a process sees itself. */
    private static String image(String program, String path) {
        return path.equals("/proc/self/exe") ? program : path;
    }
}
