package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Links that were looked up in the file system, which the replay does some time after the call. If the run itself changes such a name
 * later in the stream, and the look may have seen the change already, then it is not certain where the name led before: that is flagged.
 */
final class LateLooks {

    private static final ByteString NO_LINK = ByteString.EMPTY;

    private final Completeness completeness;
    private final Map<ByteString, ByteString> seen = new HashMap<>();
    private final Set<ByteString> through = new HashSet<>();
    private final Set<ByteString> missing = new HashSet<>();

    LateLooks(Completeness completeness) {
        this.completeness = completeness;
    }

    /** A name was looked up; {@code target} is empty if it was no link. */
    void looked(ByteString path, ByteString target) {
        seen.put(path, target);
    }

    /** A name that was followed was not there any more when it was looked up: it may have been a link. */
    void missed(ByteString path) {
        missing.add(path);
    }

    /** A path led through this name, so it was a directory or a link to one. */
    void wentThrough(ByteString path) {
        if (seen.containsKey(path)) {
            through.add(path);
        }
    }

    /** From now on the name is a link to this target. */
    void becameLink(ByteString path, ByteString target) {
        if (target.equals(seen.remove(path))) {
            flag(path);
        }
        through.remove(path);
    }

    /** A name that is no directory was removed; if a path led through it, it was a link. */
    void removed(ByteString path) {
        boolean wasLink = through.remove(path) && NO_LINK.equals(seen.get(path));
        if (missing.remove(path) || wasLink) {
            flag(path);
        }
    }

    /** A name is known to have been no link. */
    void wasPlain(ByteString path) {
        missing.remove(path);
    }

    /**
     * A name was renamed: now it may be seen under the new one what it was.
     *
     * @param there whether the new name is there
     * @param link whether it is a link
     */
    void moved(ByteString from, ByteString to, boolean there, boolean link) {
        if (missing.remove(from)) {
            if (!there) {
                missing.add(to);
            } else if (link) {
                flag(from);
            }
        }
    }

    boolean isMissing(ByteString path) {
        return missing.contains(path);
    }

    private void flag(ByteString path) {
        completeness.flag(IncompleteReason.LATE_LOOKUP, "where " + path.text() + " led before it was replaced");
    }
}
