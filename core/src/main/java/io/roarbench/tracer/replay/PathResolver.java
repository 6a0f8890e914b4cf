package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.event.TraceEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Resolves paths as the kernel does (path_resolution(7)): against a directory, following symbolic links; {@code /proc/self},
 * {@code /proc/PID/fd/N} and the like from the replay's own tables, since they mean something else afterwards.
 */
final class PathResolver {

    /** As the kernel's MAXSYMLINKS. */
    private static final int MAX_LINKS = 40;
    private static final ByteString NO_LINK = ByteString.EMPTY;
    private static final ByteString ROOT = ByteString.utf8("/");
    private static final ByteString UP = ByteString.utf8("..");
    private static final ByteString HERE = ByteString.utf8(".");

    private final FileSystemView view;
    private final LateLooks late;
    private final Map<ByteString, ByteString> links = new HashMap<>();

    PathResolver(FileSystemView view, Completeness completeness) {
        this.view = view;
        this.late = new LateLooks(completeness);
    }

    /** The absolute path as the program meant it, links unresolved; null if its directory is unknown. */
    ByteString absolute(Task task, int dirfd, ByteString path) {
        ByteString root = task.fs().root();
        if (path.startsWith("/")) {
            return root.isEmpty() ? path : root.plus(path);
        }
        Node directory = dirfd == TraceEvent.AT_FDCWD ? task.fs().cwd() : nodeOf(task, dirfd);
        if (directory == null || directory.path() == null) {
            return null;
        }
        return path.isEmpty() ? directory.path() : join(directory.path(), path);
    }

    private static Node nodeOf(Task task, int fd) {
        OpenFile file = task.files().get(fd);
        return file == null ? null : file.node();
    }

    /**
     * Without links, {@code .} and {@code ..}.
     *
     * @param follow whether a link in the last place is followed, too
     * @return null if there are too many links
     */
    ByteString resolve(Task task, Tasks tasks, ByteString absolute, boolean follow) {
        Deque<ByteString> todo = new ArrayDeque<>();
        push(todo, absolute);
        ByteString done = ROOT;
        int followed = 0;
        while (!todo.isEmpty()) {
            ByteString name = todo.pop();
            if (name.isEmpty() || name.equals(HERE)) {
                continue;
            }
            if (name.equals(UP)) {
                done = parent(done);
                continue;
            }
            ByteString here = join(done, name);
            ByteString target = todo.isEmpty() && !follow ? NO_LINK : target(task, tasks, here);
            if (!todo.isEmpty()) {
                late.wentThrough(here);
            }
            if (target == NO_LINK) {
                done = here;
                continue;
            }
            if (++followed > MAX_LINKS) {
                return null;
            }
            push(todo, target);
            done = target.startsWith("/") ? rootOf(task, here, target) : done;
        }
        return done;
    }

    /** Absolute link targets start at the process' root; those of /proc are already seen from ours. */
    private static ByteString rootOf(Task task, ByteString link, ByteString target) {
        ByteString root = task.fs().root();
        return root.isEmpty() || link.startsWith("/proc/") || target.startsWith(root) ? ROOT : root;
    }

    private ByteString target(Task task, Tasks tasks, ByteString path) {
        if (path.startsWith("/proc/")) {
            ByteString magic = ProcLinks.target(task, tasks, path);
            return magic == null ? NO_LINK : magic;
        }
        return links.computeIfAbsent(path, this::look);
    }

    private ByteString look(ByteString path) {
        ByteString target = view.readLink(path);
        if (target == null && !view.exists(path)) {
            late.missed(path);
        }
        ByteString seen = target == null || target.isEmpty() ? NO_LINK : target;
        late.looked(path, seen);
        return seen;
    }

    /** It is known of this path that it is no link, without a look. */
    void seenPlain(ByteString path) {
        late.wasPlain(path);
        links.putIfAbsent(path, NO_LINK);
    }

    /** If it was gone when it was looked up, it is taken for a file and no link. */
    void takenAsPlain(ByteString path) {
        late.wasPlain(path);
    }

    void linked(ByteString path, ByteString target) {
        late.becameLink(path, target);
        links.put(path, target);
    }

    /** What was no directory is gone. */
    void unlinked(ByteString path) {
        late.removed(path);
        notLinked(path);
    }

    /** There is no link here. */
    void notLinked(ByteString path) {
        links.put(path, NO_LINK);
    }

    /** Only what was a link keeps being known; what was below a directory is looked up again. */
    void renamed(ByteString from, ByteString to) {
        if (late.isMissing(from)) {
            late.moved(from, to, view.exists(to), view.readLink(to) != null);
        }
        ByteString moved = links.get(from);
        ByteString below = from.plus("/");
        ByteString belowNew = to.plus("/");
        if (links.keySet().stream().anyMatch(path -> path.startsWith(below) || path.startsWith(belowNew))) {
            links.keySet().removeIf(path -> path.startsWith(below) || path.startsWith(belowNew));
        }
        links.put(from, NO_LINK);
        if (moved == null) {
            links.remove(to);
            return;
        }
        if (moved != NO_LINK) {
            late.becameLink(to, moved);
        }
        links.put(to, moved);
    }

    private static void push(Deque<ByteString> todo, ByteString path) {
        Deque<ByteString> names = new ArrayDeque<>();
        int from = 0;
        for (int slash = path.indexOf('/', 0); slash >= 0; slash = path.indexOf('/', from)) {
            names.push(path.substring(from, slash));
            from = slash + 1;
        }
        names.push(path.substring(from));
        names.forEach(todo::push);
    }

    private static ByteString parent(ByteString path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? ROOT : path.substring(0, slash);
    }

    static ByteString join(ByteString directory, ByteString name) {
        return directory.endsWith("/") ? directory.plus(name) : directory.plus("/").plus(name);
    }

    /** Without doubled slashes and {@code .}; null if it has {@code ..}, whose meaning links may change. */
    static ByteString plain(ByteString absolute) {
        Deque<ByteString> names = new ArrayDeque<>();
        push(names, absolute);
        ByteString out = ByteString.EMPTY;
        for (ByteString name : names) {
            if (name.equals(UP)) {
                return null;
            }
            if (!name.isEmpty() && !name.equals(HERE)) {
                out = out.plus("/").plus(name);
            }
        }
        return out.isEmpty() ? ROOT : out;
    }
}
