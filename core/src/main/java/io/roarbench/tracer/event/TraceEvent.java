package io.roarbench.tracer.event;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import java.util.List;

/**
 * One thing that a traced task did. Only successful system calls become events (a failed open is none), after they
 * returned.
 *
 * <p><b>Order.</b> The stream is ordered so that (1) events of one task come in the order in which they happened;
 * (2) {@link Clone} comes before every event of the child; (3) an {@link Io} total comes before the {@link Close},
 * {@link Dup} over, {@link Exec} or {@link ProcessExit} that ends its descriptor's use; (4) otherwise in order of
 * {@link #nanos()} as well as the backend can tell. Backends with several logs merge them by time stamp.
 *
 * <p><b>Common components.</b> {@code nanos}: {@code CLOCK_MONOTONIC}. {@code tid}: thread id in the tracer's pid namespace
 * (the process id for a process' first thread; a backend that can't tell threads apart passes the process id).
 * {@code dirfd}: a descriptor or {@link #AT_FDCWD}; ignored for an absolute path. {@code path}: the bytes that the program
 * passed. {@code resolved}: the path as the kernel knows it (absolute, without symbolic links) if the backend knows, else null: then
 * the replay resolves it against cwd, descriptors and file system. {@code flags}: as in the system call, x86-64/aarch64
 * Linux values.
 */
public sealed interface TraceEvent {

    /** "Relative to the working directory". */
    int AT_FDCWD = -100;

    /** As {@link Io#names}: names as they are when the event comes. */
    long LATEST = Long.MAX_VALUE;

    /** {@code CLOCK_MONOTONIC}, ns. */
    long nanos();

    /** Which thread. */
    int tid();

    /**
     * The first event: the command's process as it is before its first exec. Its descriptors follow as {@link FdIdentity}.
     *
     * @param cwd absolute
     */
    record Start(long nanos, int tid, ByteString cwd) implements TraceEvent {
    }

    /**
     * fork, vfork, clone, clone3, pthread_create.
     *
     * @param child thread id of the new task
     * @param thread whether it is a thread of the same process ({@code CLONE_THREAD})
     * @param parent process id of the new process' parent where that is not the caller's ({@code CLONE_PARENT}), else 0
     * @param sharesFiles {@code CLONE_FILES}
     * @param sharesFs {@code CLONE_FS}
     */
    record Clone(long nanos, int tid, int child, boolean thread, int parent, boolean sharesFiles, boolean sharesFs)
            implements TraceEvent {
    }

    /**
     * A successful exec. All other threads of the process end, the descriptor table becomes private, and those marked
     * close-on-exec are closed.
     *
     * @param tid the process id (the thread that called becomes the leader)
     * @param caller thread id of the caller before; equal to {@code tid} unless another thread than the leader called
     * @param path as passed; null if unknown
     * @param exe the program that runs now as the kernel knows it (for a script its interpreter); null if unknown
     * @param argv empty if unknown
     */
    record Exec(long nanos, int tid, int caller, ByteString path, ByteString exe, List<ByteString> argv)
            implements TraceEvent {
    }

    /** The end of a thread; not needed for threads that end with their process. */
    record ThreadExit(long nanos, int tid) implements TraceEvent {
    }

    /**
     * The end of a process, all its threads included.
     *
     * @param tid the process id
     * @param waitStatus as {@code wait4} gives it, or -1 if unknown
     */
    record ProcessExit(long nanos, int tid, int waitStatus) implements TraceEvent {
    }

    /**
     * open, openat, openat2, creat, open_by_handle_at. A path below {@code /proc/self/fd} or {@code /dev/fd} may be passed as it is.
     *
     * @param fd the new descriptor
     */
    record Open(long nanos, int tid, int fd, int dirfd, ByteString path, int flags, Creation created,
            ByteString resolved) implements TraceEvent {
    }

    /**
     * A descriptor that is no file: pipe, socket, memfd, epoll, eventfd, pidfd, …
     *
     * @param closeOnExec whether it is closed by exec
     */
    record OpenSpecial(long nanos, int tid, int fd, boolean closeOnExec) implements TraceEvent {
    }

    /**
     * What a descriptor leads to, as the kernel says: for inherited and received ones, or whenever a backend looked.
     *
     * @param path absolute path without " (deleted)"; null if it is no file (pipe, socket, …)
     * @param flags open flags, {@code O_CLOEXEC} included
     */
    record FdIdentity(long nanos, int tid, int fd, ByteString path, int flags) implements TraceEvent {
    }

    /** close. */
    record Close(long nanos, int tid, int fd) implements TraceEvent {
    }

    /**
     * close_range, closefrom.
     *
     * @param first first descriptor
     * @param last last descriptor, inclusive; as unsigned int, so -1 is all
     * @param flags {@code CLOSE_RANGE_UNSHARE} 2, {@code CLOSE_RANGE_CLOEXEC} 4
     */
    record CloseRange(long nanos, int tid, int first, int last, int flags) implements TraceEvent {
    }

    /** dup, dup2, dup3, {@code F_DUPFD}, {@code F_DUPFD_CLOEXEC}; closes {@code newFd} first if it is open. */
    record Dup(long nanos, int tid, int oldFd, int newFd, boolean closeOnExec) implements TraceEvent {
    }

    /** {@code F_SETFD}, {@code FIOCLEX}, {@code FIONCLEX}. */
    record CloseOnExec(long nanos, int tid, int fd, boolean on) implements TraceEvent {
    }

    /** unshare: what the task no longer shares. */
    record Unshare(long nanos, int tid, boolean files, boolean fs) implements TraceEvent {
    }

    /** chdir. */
    record Chdir(long nanos, int tid, ByteString path, ByteString resolved) implements TraceEvent {
    }

    /** fchdir. */
    record Fchdir(long nanos, int tid, int fd) implements TraceEvent {
    }

    /** chroot. */
    record Chroot(long nanos, int tid, ByteString path, ByteString resolved) implements TraceEvent {
    }

    /**
     * Reads and writes through a descriptor since the last such event: one call, or the totals of many.
     *
     * @param readCalls calls that gave at least one byte (0 with bytes &gt; 0 if they were not counted)
     * @param readBytes their sum
     * @param writeCalls calls that took at least one byte
     * @param writeBytes their sum
     * @param names for totals that come later than what they tell of: the last {@link Rename#change} that was before it, as the file
     *     may have had another name then; else {@link #LATEST}
     */
    record Io(long nanos, int tid, int fd, long readCalls, long readBytes, long writeCalls, long writeBytes, long names)
            implements TraceEvent {

        /** Under the name that the file has now. */
        public Io(long nanos, int tid, int fd, long readCalls, long readBytes, long writeCalls, long writeBytes) {
            this(nanos, tid, fd, readCalls, readBytes, writeCalls, writeBytes, LATEST);
        }
    }

    /**
     * sendfile, splice, copy_file_range, FICLONE, FICLONERANGE: content went from one descriptor to another inside the kernel;
     * counts as a read call of the one and a write call of the other.
     *
     * @param bytes how many; 0 if the kernel does not say (FICLONE)
     */
    record Copy(long nanos, int tid, int fromFd, int toFd, long bytes) implements TraceEvent {
    }

    /** mmap of a descriptor. */
    record Mmap(long nanos, int tid, int fd, int prot, int flags) implements TraceEvent {
    }

    /**
     * Where a mapping lies; after its {@link Mmap}, if it has one. Backends that follow mappings tell all of them.
     *
     * @param address of its first byte
     * @param length bytes
     * @param fd -1 for an anonymous mapping
     */
    record Mapping(long nanos, int tid, long address, long length, int fd, int prot, int flags) implements TraceEvent {
    }

    /** munmap. */
    record Unmapping(long nanos, int tid, long address, long length) implements TraceEvent {
    }

    /**
     * mremap.
     *
     * @param keeps whether the old mapping stays ({@code MREMAP_DONTUNMAP})
     */
    record Remapping(long nanos, int tid, long from, long fromLength, long to, long toLength, boolean keeps)
            implements TraceEvent {
    }

    /** mprotect or pkey_mprotect with {@code PROT_WRITE}. */
    record MadeWritable(long nanos, int tid, long address, long length) implements TraceEvent {
    }

    /**
     * rename, renameat, renameat2.
     *
     * @param change grows by one with each rename and link of the run; 0 for a backend that does not count them
     */
    record Rename(long nanos, int tid, int fromDirfd, ByteString from, int toDirfd, ByteString to, int flags, long change)
            implements TraceEvent {
    }

    /**
     * link, linkat. With {@code AT_EMPTY_PATH} {@code from} is empty and {@code fromDirfd} the file itself.
     *
     * @param change as of {@link Rename}
     */
    record Link(long nanos, int tid, int fromDirfd, ByteString from, int toDirfd, ByteString to, int flags, long change)
            implements TraceEvent {
    }

    /** symlink, symlinkat. */
    record Symlink(long nanos, int tid, ByteString target, int dirfd, ByteString path) implements TraceEvent {
    }

    /** unlink, unlinkat, rmdir. */
    record Unlink(long nanos, int tid, int dirfd, ByteString path, boolean directory) implements TraceEvent {
    }

    /** mkdir, mkdirat, mknod, mknodat. */
    record Make(long nanos, int tid, int dirfd, ByteString path, boolean directory) implements TraceEvent {
    }

    /** truncate. */
    record Truncate(long nanos, int tid, ByteString path, ByteString resolved) implements TraceEvent {
    }

    /** ftruncate, fallocate. */
    record TruncateFd(long nanos, int tid, int fd) implements TraceEvent {
    }

    /** Something that may hide what happens; makes the report incomplete. */
    record Flag(long nanos, int tid, IncompleteReason reason, String detail) implements TraceEvent {
    }

    /**
     * Lost events; makes the report incomplete.
     *
     * @param kind a short name with underscores, e.g. "ring_full"
     * @param count how many, &gt; 0
     */
    record Lost(long nanos, int tid, String kind, long count) implements TraceEvent {
    }
}
