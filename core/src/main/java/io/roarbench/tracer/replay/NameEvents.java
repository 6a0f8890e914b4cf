package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.event.TraceEvent;
import io.roarbench.tracer.replay.Usage.Did;

/** Replays what makes, changes and removes names. */
final class NameEvents {

    private static final int RENAME_EXCHANGE = 2;
    private static final int AT_SYMLINK_FOLLOW = 0x400;

    private final Tasks tasks;
    private final Names names;
    private final Paths paths;

    NameEvents(Tasks tasks, Names names, Paths paths) {
        this.tasks = tasks;
        this.names = names;
        this.paths = paths;
    }

    /** Returns whether it was one of this class' events. */
    boolean accept(TraceEvent event) {
        Task task = tasks.of(event.tid());
        if (event instanceof TraceEvent.Rename rename) {
            names.changing(rename.change());
            renamed(task, rename);
        } else if (event instanceof TraceEvent.Link link) {
            names.changing(link.change());
            linked(task, link);
        } else if (event instanceof TraceEvent.Symlink symlink) {
            symlinked(task, symlink);
        } else if (event instanceof TraceEvent.Unlink unlink) {
            unlinked(task, unlink);
        } else if (event instanceof TraceEvent.Make make) {
            made(task, make);
        } else if (event instanceof TraceEvent.Truncate truncate) {
            truncated(task, truncate);
        } else {
            return false;
        }
        return true;
    }

    private void renamed(Task task, TraceEvent.Rename rename) {
        ByteString from = paths.itself(task, rename.fromDirfd(), rename.from());
        ByteString to = paths.itself(task, rename.toDirfd(), rename.to());
        if (from == null || to == null || from.equals(to)) {
            return;
        }
        boolean exchange = (rename.flags() & RENAME_EXCHANGE) != 0;
        boolean fromWritten = names.node(from).contentWritten();
        boolean toWritten = exchange && names.node(to).contentWritten();
        oneWay(task, from, to, fromWritten);
        if (exchange) {
            oneWay(task, to, from, toWritten);
            names.exchange(from, to);
        } else {
            names.rename(from, to);
        }
        paths.resolver().renamed(from, to);
        names.ledger().renamed(new TraceReport.Rename(from.text(), to.text(), exchange, task.pid()));
    }

    /** The content that the run wrote under the old name is the new name's content now. */
    private void oneWay(Task task, ByteString from, ByteString to, boolean written) {
        names.ledger().at(from).did(task.pid()).renamedTo(to);
        Usage target = names.ledger().at(to).did(task.pid());
        target.renamedFrom(from);
        if (written) {
            target.is(Did.WRITTEN);
        }
        if (names.ledger().at(from).has(Did.DIRECTORY)) {
            target.is(Did.DIRECTORY);
        }
    }

    private void linked(Task task, TraceEvent.Link link) {
        ByteString to = paths.itself(task, link.toDirfd(), link.to());
        if (to == null) {
            return;
        }
        Node unnamed = unnamed(task, link);
        if (unnamed != null) {
            names.ledger().at(to).add(unnamed.unnamed());
            names.ledger().at(to).did(task.pid());
            unnamed.named(to);
            names.put(to, unnamed);
            return;
        }
        ByteString from = source(task, link);
        if (from != null) {
            names.ledger().at(from).did(task.pid());
            Usage target = names.ledger().at(to).did(task.pid());
            target.linkedFrom(from);
            if (names.node(from).contentWritten()) {
                target.is(Did.WRITTEN);
                names.node(to).contentWasWritten();
            }
            names.node(from).linked(names.node(to), names.change());
        }
    }

    private ByteString source(Task task, TraceEvent.Link link) {
        if ((link.flags() & AT_SYMLINK_FOLLOW) == 0) {
            return paths.itself(task, link.fromDirfd(), link.from());
        }
        Paths.Found found = paths.following(task, link.fromDirfd(), link.from(), null);
        return found == null ? null : found.path();
    }

    /** The O_TMPFILE file that gets its name by this link, by AT_EMPTY_PATH or through /proc/self/fd; else null. */
    private Node unnamed(Task task, TraceEvent.Link link) {
        int fd = link.from().isEmpty() ? link.fromDirfd() : ProcFd.number(task, link.from());
        OpenFile file = fd < 0 ? null : task.files().get(fd);
        return file != null && file.node() != null && file.node().path() == null ? file.node() : null;
    }

    private void symlinked(Task task, TraceEvent.Symlink symlink) {
        ByteString path = paths.itself(task, symlink.dirfd(), symlink.path());
        if (path != null) {
            names.ledger().at(path).did(task.pid()).symlinkTarget(symlink.target());
            paths.resolver().linked(path, symlink.target());
        }
    }

    private void unlinked(Task task, TraceEvent.Unlink unlink) {
        ByteString path = paths.itself(task, unlink.dirfd(), unlink.path());
        if (path != null) {
            Usage usage = names.ledger().at(path).did(task.pid(), Did.DELETED);
            if (unlink.directory()) {
                usage.is(Did.DIRECTORY);
            }
            names.unlink(path);
            if (unlink.directory()) {
                paths.resolver().notLinked(path);
            } else {
                paths.resolver().unlinked(path);
            }
        }
    }

    private void made(Task task, TraceEvent.Make make) {
        ByteString path = paths.itself(task, make.dirfd(), make.path());
        if (path != null) {
            Usage usage = names.ledger().at(path).did(task.pid(), Did.CREATED);
            if (make.directory()) {
                usage.is(Did.DIRECTORY);
            }
            names.node(path);
            paths.resolver().notLinked(path);
        }
    }

    private void truncated(Task task, TraceEvent.Truncate truncate) {
        Paths.Found found = paths.following(task, TraceEvent.AT_FDCWD, truncate.path(), truncate.resolved());
        if (found != null) {
            paths.resolver().takenAsPlain(found.path());
            Usage usage = names.ledger().at(found.path()).did(task.pid(), Did.TRUNCATED);
            if (found.alias() != null) {
                usage.alias(found.alias());
            }
        }
    }
}
