package io.roarbench.tracer.ebpf;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.event.Creation;
import io.roarbench.tracer.event.TraceEvent;

/** Turns records of system calls into events. */
final class SyscallRecords {

    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int CREAT_FLAGS = 01 | O_CREAT | 01000;
    private static final int O_CLOEXEC = 02000000;
    private static final int O_PATH = 010000000;
    private static final int OPEN_TREE_CLONE = 1;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    private static final int SECCOMP_FILTER_FLAG_NEW_LISTENER = 8;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int S_IFMT = 0170000;
    private static final int S_IFDIR = 0040000;
    private static final int CLONE_FS = 0x200;
    private static final int CLONE_FILES = 0x400;
    private static final int CLONE_NEWNS = 0x20000;
    /** Bits of {@code fmode_t} (include/linux/fs.h): the open made the file. */
    private static final int FMODE_CREATED = 0x100000;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MREMAP_DONTUNMAP = 4;
    private static final int F_SETFD = 2;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int FICLONE = 0x40049409;
    private static final int FICLONERANGE = 0x4020940d;
    private static final int FIOCLEX = 0x5451;
    private static final int TIOCGPTPEER = 0x5441;

    private final EventSink sink;
    private final DescriptorLookup lookup;
    private final SpecialDescriptors specials;
    private final PassedDescriptors passed;
    private final SharedTables tables;
    private final NewDescriptors news;
    private long nanos;

    SyscallRecords(EventSink sink, DescriptorLookup lookup, SharedTables tables) {
        this.sink = sink;
        this.lookup = lookup;
        this.tables = tables;
        this.news = new NewDescriptors(sink, tables);
        this.specials = new SpecialDescriptors(sink, news);
        this.passed = new PassedDescriptors(sink, lookup);
    }

    void accept(Syscall syscall, RawRecord record, long now) {
        nanos = now;
        if (record.has(Layout.PATH_1_FAULT | Layout.PATH_2_FAULT)) {
            faulted(syscall, record);
        } else if (!opening(syscall, record) && !descriptor(syscall, record) && !name(syscall, record)
                && !environment(syscall, record)) {
            specials.accept(syscall, record, now);
        }
    }

    /** A path that could not be read: for an open the kernel may still tell it. */
    private void faulted(Syscall syscall, RawRecord r) {
        flag(r, IncompleteReason.UNKNOWN_PATH, "of " + syscall + " in process " + r.tgid());
        if (syscall == Syscall.OPEN || syscall == Syscall.OPENAT || syscall == Syscall.OPENAT2) {
            identify(r.tid(), (int) r.result());
        }
    }

    private boolean opening(Syscall syscall, RawRecord r) {
        switch (syscall) {
            case OPEN -> opened(r, TraceEvent.AT_FDCWD, r.intArg(1));
            case CREAT -> opened(r, TraceEvent.AT_FDCWD, CREAT_FLAGS);
            case OPENAT -> opened(r, r.intArg(0), r.intArg(2));
            case OPENAT2 -> {
                news.withoutTotals(r, (int) r.result(), nanos);
                opening(r, r.intArg(0), r.extraInt(0));
            }
            case OPEN_TREE -> {
                if ((r.intArg(2) & OPEN_TREE_CLONE) == 0) {
                    opened(r, r.intArg(0), O_PATH | r.intArg(2) & O_CLOEXEC);
                } else {
                    specials.accept(syscall, r, nanos);
                    flag(r, IncompleteReason.UNKNOWN_PATH, "mount without a place, of process " + r.tgid());
                }
            }
            case SENDMSG -> passed.sent(r, nanos);
            case RECVMSG -> passed.received(r, nanos);
            case OPEN_BY_HANDLE_AT -> {
                news.withTotals(r, (int) r.result(), nanos);
                if (r.kernelPath() != null) {
                    sink.accept(new TraceEvent.Open(nanos, r.tid(), (int) r.result(), TraceEvent.AT_FDCWD, r.kernelPath(),
                            r.intArg(2), Creation.NO, r.kernelPath()));
                } else if (!identify(r.tid(), (int) r.result())) {
                    flag(r, IncompleteReason.FILE_HANDLE, "descriptor " + r.result() + " of process " + r.tgid());
                }
            }
            case PIDFD_GETFD -> {
                news.withTotals(r, (int) r.result(), nanos);
                if (!passed.told(r, (int) r.result(), true, nanos) && !identify(r.tid(), (int) r.result())) {
                    flag(r, IncompleteReason.FILE_HANDLE, "descriptor " + r.result() + " of process " + r.tgid());
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void opened(RawRecord r, int dirfd, int flags) {
        news.withTotals(r, (int) r.result(), nanos);
        opening(r, dirfd, flags);
    }

    private void opening(RawRecord r, int dirfd, int flags) {
        if (r.has(Layout.NAMELESS)) {
            sink.accept(new TraceEvent.OpenSpecial(nanos, r.tid(), (int) r.result(), (flags & O_CLOEXEC) != 0));
            return;
        }
        known(r.tid(), dirfd);
        sink.accept(new TraceEvent.Open(nanos, r.tid(), (int) r.result(), dirfd, r.path1(), flags, created(r, flags),
                r.kernelPath()));
    }

    private static Creation created(RawRecord r, int flags) {
        if ((flags & O_CREAT) == 0) {
            return Creation.NO;
        }
        if (r.has(Layout.MODE_SEEN)) {
            return (r.fileMode() & FMODE_CREATED) != 0 ? Creation.YES : Creation.NO;
        }
        return (flags & O_EXCL) != 0 ? Creation.YES : Creation.UNKNOWN;
    }

    private boolean descriptor(Syscall syscall, RawRecord r) {
        switch (syscall) {
            case READ, PREAD64, READV, PREADV, PREADV2 -> totals(r, nanos, r.intArg(0), 1, r.result(), 0, 0);
            case WRITE, PWRITE64, WRITEV, PWRITEV, PWRITEV2 -> totals(r, nanos, r.intArg(0), 0, 0, 1, r.result());
            case SENDFILE -> copied(r, r.intArg(1), r.intArg(0), r.result());
            case SPLICE, COPY_FILE_RANGE -> copied(r, r.intArg(0), r.intArg(2), r.result());
            case CLOSE -> closed(r, r.intArg(0));
            case CLOSE_RANGE -> sink.accept(
                    new TraceEvent.CloseRange(nanos, r.tid(), r.intArg(0), r.intArg(1), r.intArg(2)));
            case DUP -> {
                news.withTotals(r, (int) r.result(), nanos);
                duplicated(r, (int) r.result(), false);
            }
            case DUP2 -> {
                ending(r, r.intArg(1));
                duplicated(r, r.intArg(1), false);
            }
            case DUP3 -> {
                ending(r, r.intArg(1));
                duplicated(r, r.intArg(1), (r.intArg(2) & O_CLOEXEC) != 0);
            }
            case FCNTL -> controlled(r);
            case IOCTL -> ioctl(r);
            case MMAP -> mapped(r);
            case MUNMAP -> sink.accept(new TraceEvent.Unmapping(nanos, r.tid(), r.arg(0), r.arg(1)));
            case MREMAP -> sink.accept(new TraceEvent.Remapping(nanos, r.tid(), r.arg(0), r.arg(1), r.result(), r.arg(2),
                    (r.intArg(3) & MREMAP_DONTUNMAP) != 0));
            case MPROTECT, PKEY_MPROTECT -> sink.accept(new TraceEvent.MadeWritable(nanos, r.tid(), r.arg(0), r.arg(1)));
            case REMAP_FILE_PAGES -> flag(r, IncompleteReason.MAPPING, "remap_file_pages in process " + r.tgid());
            case FTRUNCATE, FALLOCATE -> {
                known(r.tid(), r.intArg(0));
                sink.accept(new TraceEvent.TruncateFd(nanos, r.tid(), r.intArg(0)));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void mapped(RawRecord r) {
        boolean anonymous = (r.intArg(3) & MAP_ANONYMOUS) != 0;
        int fd = anonymous ? -1 : r.intArg(4);
        if (!anonymous) {
            known(r.tid(), fd);
            sink.accept(new TraceEvent.Mmap(nanos, r.tid(), fd, r.intArg(2), r.intArg(3)));
        }
        sink.accept(new TraceEvent.Mapping(nanos, r.tid(), r.result(), r.arg(1), fd, r.intArg(2), r.intArg(3)));
    }

    private void closed(RawRecord r, int fd) {
        if (tables.isLate(r, fd)) {
            if (hasTotals(r)) {
                news.totalsOfLateClose(r, fd, nanos);
            }
            tables.lateTold(r, fd);
            return;
        }
        ending(r, fd);
        if (sink.knows(r.tid(), fd)) {
            tables.closed(r, fd, sink.pathOf(r.tid(), fd));
        }
        sink.accept(new TraceEvent.Close(nanos, r.tid(), fd));
    }

    private static boolean hasTotals(RawRecord r) {
        return r.extra(0) != 0 || r.extra(16) != 0;
    }

    private void ending(RawRecord r, int fd) {
        boolean some = hasTotals(r);
        if (some && tables.isShared(r) && !sink.knows(r.tid(), fd)) {
            news.flag(r, fd, nanos);
        } else if (some) {
            totals(r, nanos, fd, r.extra(0), r.extra(8), r.extra(16), r.extra(24));
        }
    }

    /** Totals belong to the process that made them, which with CLONE_FILES may be another than the one that closes. */
    void totals(RawRecord r, long now, int fd, long readCalls, long readBytes, long writeCalls, long writeBytes) {
        nanos = now;
        int tid = r.owner() == 0 || r.owner() == r.tgid() ? r.tid() : r.owner();
        known(tid, fd, true);
        sink.accept(new TraceEvent.Io(nanos, tid, fd, readCalls, readBytes, writeCalls, writeBytes, r.names()));
    }

    private void copied(RawRecord r, int from, int to, long bytes) {
        known(r.tid(), from, true);
        known(r.tid(), to, true);
        sink.accept(new TraceEvent.Copy(nanos, r.tid(), from, to, bytes));
    }

    private void duplicated(RawRecord r, int newFd, boolean closeOnExec) {
        known(r.tid(), r.intArg(0));
        sink.accept(new TraceEvent.Dup(nanos, r.tid(), r.intArg(0), newFd, closeOnExec));
    }

    private void controlled(RawRecord r) {
        if (r.intArg(1) == F_SETFD) {
            sink.accept(new TraceEvent.CloseOnExec(nanos, r.tid(), r.intArg(0), (r.intArg(2) & 1) != 0));
        } else {
            news.withTotals(r, (int) r.result(), nanos);
            duplicated(r, (int) r.result(), r.intArg(1) == F_DUPFD_CLOEXEC);
        }
    }

    private void ioctl(RawRecord r) {
        switch (r.intArg(1)) {
            case FICLONE -> copied(r, r.intArg(2), r.intArg(0), 0);
            case FICLONERANGE -> copied(r, r.extraInt(0), r.intArg(0), 0);
            case TIOCGPTPEER -> {
                int fd = (int) r.result();
                news.withTotals(r, fd, nanos);
                if (!passed.told(r, fd, (r.intArg(2) & O_CLOEXEC) != 0, nanos)) {
                    identify(r.tid(), fd);
                }
            }
            default -> sink.accept(
                    new TraceEvent.CloseOnExec(nanos, r.tid(), r.intArg(0), r.intArg(1) == FIOCLEX));
        }
    }

    private boolean name(Syscall syscall, RawRecord r) {
        int at = TraceEvent.AT_FDCWD;
        switch (syscall) {
            case RENAME -> renamed(r, at, at, 0);
            case RENAMEAT -> renamed(r, r.intArg(0), r.intArg(2), 0);
            case RENAMEAT2 -> renamed(r, r.intArg(0), r.intArg(2), r.intArg(4));
            case LINK -> linked(r, at, at, 0);
            case LINKAT -> linked(r, r.intArg(0), r.intArg(2), r.intArg(4));
            case SYMLINK -> sink.accept(new TraceEvent.Symlink(nanos, r.tid(), r.path1(), at, r.path2()));
            case SYMLINKAT -> {
                known(r.tid(), r.intArg(1));
                sink.accept(new TraceEvent.Symlink(nanos, r.tid(), r.path1(), r.intArg(1), r.path2()));
            }
            case UNLINK -> unlinked(r, at, false);
            case RMDIR -> unlinked(r, at, true);
            case UNLINKAT -> unlinked(r, r.intArg(0), (r.intArg(2) & AT_REMOVEDIR) != 0);
            case MKDIR -> made(r, at, true);
            case MKDIRAT -> made(r, r.intArg(0), true);
            case MKNOD -> made(r, at, (r.intArg(1) & S_IFMT) == S_IFDIR);
            case MKNODAT -> made(r, r.intArg(0), (r.intArg(2) & S_IFMT) == S_IFDIR);
            case TRUNCATE -> sink.accept(new TraceEvent.Truncate(nanos, r.tid(), r.path1(), null));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void renamed(RawRecord r, int from, int to, int flags) {
        known(r.tid(), from);
        known(r.tid(), to);
        sink.accept(new TraceEvent.Rename(nanos, r.tid(), from, r.path1(), to, r.path2(), flags, r.change()));
    }

    private void linked(RawRecord r, int from, int to, int flags) {
        known(r.tid(), from);
        known(r.tid(), to);
        ByteString path = r.path1();
        sink.accept(new TraceEvent.Link(nanos, r.tid(), from, path, to, r.path2(), flags, r.change()));
    }

    private void unlinked(RawRecord r, int dirfd, boolean directory) {
        known(r.tid(), dirfd);
        sink.accept(new TraceEvent.Unlink(nanos, r.tid(), dirfd, r.path1(), directory));
    }

    private void made(RawRecord r, int dirfd, boolean directory) {
        known(r.tid(), dirfd);
        sink.accept(new TraceEvent.Make(nanos, r.tid(), dirfd, r.path1(), directory));
    }

    private boolean environment(Syscall syscall, RawRecord r) {
        switch (syscall) {
            case CHDIR -> sink.accept(new TraceEvent.Chdir(nanos, r.tid(), r.path1(), r.kernelPath()));
            case FCHDIR -> {
                known(r.tid(), r.intArg(0));
                sink.accept(new TraceEvent.Fchdir(nanos, r.tid(), r.intArg(0)));
            }
            case CHROOT -> sink.accept(new TraceEvent.Chroot(nanos, r.tid(), r.path1(), null));
            case UNSHARE -> {
                int flags = r.intArg(0);
                sink.accept(new TraceEvent.Unshare(nanos, r.tid(), (flags & CLONE_FILES) != 0,
                        (flags & (CLONE_FS | CLONE_NEWNS)) != 0));
                if ((flags & CLONE_NEWNS) != 0) {
                    flag(r, IncompleteReason.UNKNOWN_PATH, "mount namespace of process " + r.tgid());
                }
            }
            case MOUNT, UMOUNT2, PIVOT_ROOT, MOVE_MOUNT, SETNS ->
                flag(r, IncompleteReason.UNKNOWN_PATH, "mounts changed by process " + r.tgid());
            case FSMOUNT -> {
                specials.accept(syscall, r, nanos);
                flag(r, IncompleteReason.UNKNOWN_PATH, "mount without a place, of process " + r.tgid());
            }
            case SECCOMP -> {
                // Whoever listens answers calls in the kernel's place: what they return need not have been done.
                if (r.intArg(0) == SECCOMP_SET_MODE_FILTER && (r.intArg(1) & SECCOMP_FILTER_FLAG_NEW_LISTENER) != 0) {
                    flag(r, IncompleteReason.SECCOMP_FILTER, "listener of process " + r.tgid());
                }
            }
            case IO_SUBMIT -> flag(r, IncompleteReason.KERNEL_AIO, "process " + r.tgid());
            case EXECVE, EXECVEAT -> { }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void known(int tid, int fd) {
        known(tid, fd, false);
    }

    /**
     * If no call has told of a descriptor (fanotify brings such, and other processes may put them there), asks /proc: late, when its number
     * may be something else's already.
     *
     * @param content whether what it led to must have been something to read or write
     */
    private void known(int tid, int fd, boolean content) {
        TraceEvent.FdIdentity guess = fd >= 0 && !sink.knows(tid, fd) ? lookup.identity(nanos, tid, fd) : null;
        if (guess != null) {
            sink.accept(guess);
        }
        if (guess != null && (content || guess.path() != null)) {
            sink.accept(new TraceEvent.Flag(nanos, tid, IncompleteReason.UNKNOWN_DESCRIPTOR, fd + " of thread " + tid));
        }
    }

    /** The run is over. */
    void finish() {
        passed.finish(nanos);
    }

    private boolean identify(int tid, int fd) {
        TraceEvent.FdIdentity identity = lookup.identity(nanos, tid, fd);
        if (identity != null) {
            sink.accept(identity);
        }
        return identity != null;
    }

    private void flag(RawRecord r, IncompleteReason reason, String detail) {
        sink.accept(new TraceEvent.Flag(nanos, r.tid(), reason, detail));
    }
}
