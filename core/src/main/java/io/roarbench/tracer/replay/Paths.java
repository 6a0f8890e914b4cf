package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;

/** Which file a task means by a path. */
final class Paths {

    private final Tasks tasks;
    private final PathResolver resolver;
    private final Completeness completeness;

    Paths(Tasks tasks, PathResolver resolver, Completeness completeness) {
        this.tasks = tasks;
        this.resolver = resolver;
        this.completeness = completeness;
    }

    /**
     * A found path.
     *
     * @param path absolute, resolved
     * @param alias the name by which it was reached where that is another; else null
     */
    record Found(ByteString path, ByteString alias) {
    }

    /** A path whose last part is followed where it is a link; null (and flagged) if it can't be resolved. */
    Found following(Task task, int dirfd, ByteString path, ByteString resolved) {
        ByteString absolute = path == null ? null : resolver.absolute(task, dirfd, path);
        ByteString target = resolved != null ? resolved
                : absolute == null ? null : resolver.resolve(task, tasks, absolute, true);
        return target == null ? unknown(task, path) : new Found(target, alias(absolute, target));
    }

    /** A path that was opened with O_NOFOLLOW: links before its last part are followed; null (and flagged) as above. */
    Found notFollowing(Task task, int dirfd, ByteString path) {
        ByteString target = itself(task, dirfd, path);
        return target == null ? null : new Found(target, alias(resolver.absolute(task, dirfd, path), target));
    }

    /** A path whose last part is meant itself, as rename and unlink do; null (and flagged) if it can't be resolved. */
    ByteString itself(Task task, int dirfd, ByteString path) {
        ByteString absolute = path == null ? null : resolver.absolute(task, dirfd, path);
        ByteString target = absolute == null ? null : resolver.resolve(task, tasks, absolute, false);
        return target == null ? unknownPath(task, path) : target;
    }

    PathResolver resolver() {
        return resolver;
    }

    private static ByteString alias(ByteString absolute, ByteString target) {
        if (absolute == null || absolute.startsWith("/proc/") || absolute.startsWith("/dev/")) {
            return null;
        }
        ByteString plain = PathResolver.plain(absolute);
        return plain == null || plain.equals(target) ? null : plain;
    }

    private Found unknown(Task task, ByteString path) {
        unknownPath(task, path);
        return null;
    }

    private ByteString unknownPath(Task task, ByteString path) {
        completeness.flag(IncompleteReason.UNKNOWN_PATH,
                (path == null ? "a path" : path.text()) + " of process " + task.pid());
        return null;
    }
}
