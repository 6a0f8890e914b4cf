package io.roarbench.tracer;

import java.util.Locale;

/** Why a report may lack something. */
public enum IncompleteReason {
    /** Events were lost; {@code dropped} counts them. */
    EVENTS_DROPPED,
    /** A statically linked program, which the preload library cannot enter. */
    STATIC_EXECUTABLE,
    /** A setuid, setgid or capability-carrying program, which gets other rights when traced or cannot be entered. */
    SETUID_EXECUTABLE,
    /** A program of another architecture or system call convention. */
    FOREIGN_ARCHITECTURE,
    /** System calls that bypassed libc. */
    RAW_SYSCALLS,
    /** A process used io_uring, whose operations are no system calls. */
    IO_URING,
    /** A process used kernel AIO (io_submit). */
    KERNEL_AIO,
    /** A process installed a seccomp filter of its own. */
    SECCOMP_FILTER,
    /** A process itself used ptrace. */
    NESTED_PTRACE,
    /** A child was cloned with CLONE_UNTRACED. */
    UNTRACED_CHILD,
    /** A process did something with a descriptor whose file is unknown. */
    UNKNOWN_DESCRIPTOR,
    /** A path could not be read from the process, was cut, or not resolved. */
    UNKNOWN_PATH,
    /** A process still ran when the trace ended. */
    OUTLIVED,
    /** A shared writable mapping was possible without being seen (mprotect). */
    MAPPING,
    /** The file behind a handle (open_by_handle_at), or received from a process outside, is unknown. */
    FILE_HANDLE,
    /** Something that changes was looked up some ms after the call. */
    LATE_LOOKUP,
    /** The mode counts less than each call; see docs/tracers.md. */
    APPROXIMATE_MODE,
    /** The tracer failed midway. */
    TRACER_FAILED,
    /** An external tracer whose output says nothing about this. */
    OPAQUE;

    /** As it stands in a report: lowercase with hyphens, e.g. "static-executable". */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As it stands in a report, with a detail such as the path of the program. */
    public String with(String detail) {
        return detail == null || detail.isEmpty() ? code() : code() + ": " + detail;
    }
}
