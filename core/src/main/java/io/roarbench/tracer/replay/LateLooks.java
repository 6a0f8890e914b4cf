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

    LateLooks(Completeness completeness) {
        this.completeness = completeness;
    }

    /** A name was looked up; {@code target} is empty if it was no link. */
    void looked(ByteString path, ByteString target) {
        seen.put(path, target);
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
        if (through.remove(path) && NO_LINK.equals(seen.get(path))) {
            flag(path);
        }
    }

    private void flag(ByteString path) {
        completeness.flag(IncompleteReason.LATE_LOOKUP, "where " + path.text() + " led before it was replaced");
    }
}
