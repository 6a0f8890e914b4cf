package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.event.TraceEvent;
import io.roarbench.tracer.replay.Usage.Did;

/** Replays what opens, moves, closes and uses descriptors. */
final class DescriptorEvents {

    private static final int O_ACCMODE = 3;
    private static final int O_TRUNC = 01000;
    private static final int O_CLOEXEC = 02000000;
    private static final int O_PATH = 010000000;
    private static final int O_DIRECTORY_X86 = 0200000;
    private static final int O_TMPFILE_BIT = 020000000;
    private static final int CLOSE_RANGE_UNSHARE = 2;
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int PROT_EXEC = 4;
    private static final int MAP_TYPE = 0xf;
    private static final int MAP_PRIVATE = 2;

    private final Tasks tasks;
    private final Names names;
    private final Paths paths;
    private final Births births;
    private final Completeness completeness;

    DescriptorEvents(Tasks tasks, Names names, Paths paths, Births births, Completeness completeness) {
        this.tasks = tasks;
        this.names = names;
        this.paths = paths;
        this.births = births;
        this.completeness = completeness;
    }

    /** Returns whether it was one of this class' events. */
    boolean accept(TraceEvent event) {
        if (event instanceof TraceEvent.Open open) {
            opened(tasks.of(open.tid()), open);
        } else if (event instanceof TraceEvent.Io io) {
            transferred(tasks.of(io.tid()), io);
        } else if (event instanceof TraceEvent.Copy copy) {
            copied(tasks.of(copy.tid()), copy);
        } else if (event instanceof TraceEvent.Mmap mmap) {
            mapped(tasks.of(mmap.tid()), mmap);
        } else if (event instanceof TraceEvent.TruncateFd truncate) {
            use(tasks.of(truncate.tid()), truncate.fd(), Did.TRUNCATED);
        } else {
            return acceptTableChange(event);
        }
        return true;
    }

    private boolean acceptTableChange(TraceEvent event) {
        FdTable files = tasks.of(event.tid()).files();
        if (event instanceof TraceEvent.Close close) {
            files.close(close.fd());
        } else if (event instanceof TraceEvent.Dup dup) {
            duplicated(files, dup);
        } else if (event instanceof TraceEvent.OpenSpecial special) {
            files.put(special.fd(), OpenFile.SPECIAL, special.closeOnExec());
        } else if (event instanceof TraceEvent.FdIdentity identity) {
            identified(files, identity);
        } else if (event instanceof TraceEvent.CloseOnExec mark) {
            files.closeOnExec(mark.fd(), mark.on());
        } else if (event instanceof TraceEvent.CloseRange range) {
            closed(tasks.of(range.tid()), range);
        } else {
            return false;
        }
        return true;
    }

    private void opened(Task task, TraceEvent.Open open) {
        boolean closeOnExec = (open.flags() & O_CLOEXEC) != 0;
        if ((open.flags() & O_TMPFILE_BIT) != 0) {
            Node unnamed = new Node(null);
            unnamed.unnamed().did(task.pid(), Did.OPENED, Did.CREATED);
            task.files().put(open.fd(), new OpenFile(unnamed, open.flags()), closeOnExec);
            return;
        }
        Paths.Found found = open.resolved() == null && (open.flags() & noFollowFlag()) != 0
                ? paths.notFollowing(task, open.dirfd(), open.path())
                : paths.following(task, open.dirfd(), open.path(), open.resolved());
        if (found == null) {
            task.files().close(open.fd());
            return;
        }
        if (ProcFd.isDescriptor(found.path())) {
            task.files().put(open.fd(), OpenFile.SPECIAL, closeOnExec);
            return;
        }
        if (found.alias() == null && (open.resolved() != null || (open.flags() & noFollowFlag()) != 0)) {
            paths.resolver().seenPlain(found.path());
        }
        boolean created = births.created(open, found.path(), names);
        Usage usage = names.ledger().at(found.path()).did(task.pid(), Did.OPENED);
        if (created) {
            usage.is(Did.CREATED);
        }
        if ((open.flags() & O_TRUNC) != 0 && (open.flags() & O_PATH) == 0) {
            usage.is(Did.TRUNCATED);
        }
        if ((open.flags() & directoryFlag()) != 0) {
            usage.is(Did.DIRECTORY);
        }
        if (found.alias() != null) {
            usage.alias(found.alias());
        }
        task.files().put(open.fd(), new OpenFile(names.node(found.path()), open.flags()), closeOnExec);
    }

    /** One of the few flags whose value depends on the architecture. */
    private static int directoryFlag() {
        return System.getProperty("os.arch").equals("aarch64") ? 040000 : O_DIRECTORY_X86;
    }

    private static int noFollowFlag() {
        return System.getProperty("os.arch").equals("aarch64") ? 0100000 : 0400000;
    }

    private void duplicated(FdTable files, TraceEvent.Dup dup) {
        OpenFile file = files.get(dup.oldFd());
        if (file == null) {
            files.close(dup.newFd());
        } else if (dup.oldFd() != dup.newFd()) {
            files.put(dup.newFd(), file, dup.closeOnExec());
        }
    }

    private void identified(FdTable files, TraceEvent.FdIdentity identity) {
        OpenFile known = files.get(identity.fd());
        boolean same = known != null && known.node() != null && identity.path() != null
                && identity.path().equals(known.node().path());
        if (!same) {
            OpenFile file = identity.path() == null ? OpenFile.SPECIAL
                    : new OpenFile(names.node(identity.path()), identity.flags());
            files.put(identity.fd(), file, (identity.flags() & O_CLOEXEC) != 0);
        }
    }

    private static void closed(Task task, TraceEvent.CloseRange range) {
        if ((range.flags() & CLOSE_RANGE_UNSHARE) != 0) {
            task.ownFiles();
        }
        if ((range.flags() & CLOSE_RANGE_CLOEXEC) != 0) {
            task.files().closeOnExecRange(range.first(), range.last());
        } else {
            task.files().closeRange(range.first(), range.last());
        }
    }

    private void transferred(Task task, TraceEvent.Io io) {
        if (io.readBytes() > 0) {
            Usage usage = use(task, io.fd(), io.names(), Did.READ);
            if (usage != null) {
                usage.reads(io.readCalls(), io.readBytes());
            }
        }
        if (io.writeBytes() > 0) {
            Usage usage = use(task, io.fd(), io.names(), Did.WRITTEN);
            if (usage != null) {
                usage.writes(io.writeCalls(), io.writeBytes());
            }
        }
    }

    private void copied(Task task, TraceEvent.Copy copy) {
        Usage from = use(task, copy.fromFd(), Did.READ);
        Usage to = use(task, copy.toFd(), Did.WRITTEN);
        if (from != null) {
            from.reads(1, copy.bytes());
        }
        if (to != null) {
            to.writes(1, copy.bytes());
        }
    }

    private void mapped(Task task, TraceEvent.Mmap mmap) {
        boolean shared = (mmap.flags() & MAP_TYPE) != MAP_PRIVATE;
        if ((mmap.prot() & (PROT_READ | PROT_EXEC)) != 0 || !shared && (mmap.prot() & PROT_WRITE) != 0) {
            use(task, mmap.fd(), Did.READ, Did.MAPPED);
        }
        if (shared && (mmap.prot() & PROT_WRITE) != 0) {
            use(task, mmap.fd(), Did.WRITTEN, Did.MAPPED);
        }
    }

    private Usage use(Task task, int fd, Did... did) {
        return use(task, fd, TraceEvent.LATEST, did);
    }

    /** Under the name at that change; null for what is not listed, and (flagged) for an unknown descriptor. */
    private Usage use(Task task, int fd, long change, Did... did) {
        OpenFile file = task.files().get(fd);
        if (file == null) {
            completeness.flag(IncompleteReason.UNKNOWN_DESCRIPTOR, fd + " of process " + task.pid());
            return null;
        }
        Node node = file.node();
        if (node == null) {
            return null;
        }
        for (Did what : did) {
            if (what == Did.WRITTEN) {
                node.wasWritten(change, name -> names.ledger().at(name).is(Did.WRITTEN));
            }
        }
        ByteString path = node.path(change);
        return (path == null ? node.unnamed() : names.ledger().at(path)).did(task.pid(), did);
    }

    /** Whether an access mode can write; the kernel's 3 means neither. */
    static boolean writable(int flags) {
        int mode = flags & O_ACCMODE;
        return mode == 1 || mode == 2;
    }
}
