package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.event.TraceEvent;
import java.util.List;

/** Replays what makes, changes and ends processes. */
final class ProcessEvents {

    private final Tasks tasks;
    private final Names names;
    private final Paths paths;
    private final ExecImages images;
    private final Completeness completeness;

    ProcessEvents(Tasks tasks, Names names, Paths paths, ExecImages images, Completeness completeness) {
        this.tasks = tasks;
        this.names = names;
        this.paths = paths;
        this.images = images;
        this.completeness = completeness;
    }

    /** Returns whether it was one of this class' events. */
    boolean accept(TraceEvent event) {
        if (event instanceof TraceEvent.Start start) {
            FsContext fs = new FsContext(names.node(start.cwd()), ByteString.EMPTY);
            tasks.add(start.tid(), 0, start.nanos(), new FdTable(), fs);
        } else if (event instanceof TraceEvent.Clone clone) {
            cloned(clone);
        } else if (event instanceof TraceEvent.Exec exec) {
            executed(exec);
        } else if (event instanceof TraceEvent.ThreadExit exit) {
            tasks.remove(exit.tid());
        } else if (event instanceof TraceEvent.ProcessExit exit) {
            ended(exit);
        } else {
            return acceptChange(event);
        }
        return true;
    }

    private boolean acceptChange(TraceEvent event) {
        if (event instanceof TraceEvent.Unshare unshare) {
            unshared(tasks.of(unshare.tid()), unshare);
        } else if (event instanceof TraceEvent.Chdir chdir) {
            Task task = tasks.of(chdir.tid());
            task.fs().cwd(directory(task, chdir.path(), chdir.resolved()));
        } else if (event instanceof TraceEvent.Fchdir fchdir) {
            Task task = tasks.of(fchdir.tid());
            OpenFile file = task.files().get(fchdir.fd());
            task.fs().cwd(file == null ? null : file.node());
        } else if (event instanceof TraceEvent.Chroot chroot) {
            Task task = tasks.of(chroot.tid());
            Node root = directory(task, chroot.path(), chroot.resolved());
            boolean usual = root == null || root.path().length() == 1;
            task.fs().root(usual ? ByteString.EMPTY : root.path());
        } else {
            return false;
        }
        return true;
    }

    private static void unshared(Task task, TraceEvent.Unshare unshare) {
        if (unshare.files()) {
            task.ownFiles();
        }
        if (unshare.fs()) {
            task.ownFs();
        }
    }

    private Node directory(Task task, ByteString path, ByteString resolved) {
        Paths.Found found = paths.following(task, TraceEvent.AT_FDCWD, path, resolved);
        return found == null ? null : names.node(found.path());
    }

    private void cloned(TraceEvent.Clone clone) {
        Task parent = tasks.of(clone.tid());
        FdTable files = clone.sharesFiles() ? parent.files() : parent.files().copy();
        FsContext fs = clone.sharesFs() ? parent.fs() : parent.fs().copy();
        if (clone.thread()) {
            tasks.addThread(clone.child(), parent, files, fs);
        } else {
            int ppid = clone.parent() > 0 ? clone.parent() : parent.pid();
            Task child = tasks.add(clone.child(), ppid, clone.nanos(), files, fs);
            child.process().sameImageAs(parent.process());
        }
    }

    private void executed(TraceEvent.Exec exec) {
        Task task = tasks.becomesLeader(exec.tid(), exec.caller());
        if (exec.exe() != null && exec.exe().equals(plain(task, exec.path()))) {
            paths.resolver().seenPlain(exec.exe());
        }
        Paths.Found found = exec.path() == null ? null
                : paths.following(task, TraceEvent.AT_FDCWD, exec.path(), null);
        List<ByteString> loaded = images.loadedBy(found == null ? null : found.path(), exec.exe(), task, tasks);
        loaded.forEach(path -> names.ledger().at(path).did(task.pid(), Usage.Did.READ, Usage.Did.EXECUTED));
        boolean inMemory = exec.exe() == null && found != null && ExecImages.isMemory(found.path());
        if (loaded.isEmpty() && !inMemory || exec.exe() != null && found != null && images.contradicts(found, exec.exe())) {
            completeness.flag(IncompleteReason.UNKNOWN_PATH, "the program of process " + task.pid());
        } else if (found != null && found.alias() != null) {
            names.ledger().at(found.path()).alias(found.alias());
        }
        ByteString program = exec.exe() != null ? exec.exe() : images.program(loaded);
        task.process().exec(program, exec.argv(), exec.nanos());
        task.files().exec();
    }

    /** As it was passed, but absolute; null if links may change what it means. */
    private ByteString plain(Task task, ByteString path) {
        ByteString absolute = path == null ? null : paths.resolver().absolute(task, TraceEvent.AT_FDCWD, path);
        return absolute == null ? null : PathResolver.plain(absolute);
    }

    private void ended(TraceEvent.ProcessExit exit) {
        Task task = tasks.known(exit.tid());
        if (task != null) {
            task.process().ended(exit.nanos(), exit.waitStatus());
            tasks.ended(task.process());
        }
    }
}
