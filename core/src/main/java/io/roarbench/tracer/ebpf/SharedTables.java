package io.roarbench.tracer.ebpf;

import io.roarbench.linux.ByteString;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Descriptor tables that several threads use. Only there can records come in another order than what they tell of: one thread's close
 * has freed a number, another's open got it and returned first. Such a close is known by its number being open when it is opened
 * again; its late record, which comes from another thread than the opener, must not close the new one.
 */
final class SharedTables {

    private final Set<Integer> shared = new HashSet<>();
    private final Map<Long, Late> expected = new HashMap<>();
    private final Map<Long, Optional<ByteString>> closed = new HashMap<>();

    /** Closes that are still to be told, and who opened the number last. */
    private record Late(int count, int opener) {
    }

    /** From now on several tasks use this table. */
    void share(int filesId) {
        shared.add(filesId);
    }

    /** A number was opened; {@code wasOpen} by what had been told until then. */
    void opened(RawRecord record, int fd, boolean wasOpen) {
        if (shared.contains(record.filesId())) {
            Late late = expected.get(key(record, fd));
            int count = (late == null ? 0 : late.count()) + (wasOpen ? 1 : 0);
            if (count > 0) {
                expected.put(key(record, fd), new Late(count, record.tid()));
            }
        }
    }

    /** Whether this close is of an earlier use of the number. */
    boolean isLate(RawRecord close, int fd) {
        Late late = expected.get(key(close, fd));
        if (late == null || late.opener() == close.tid()) {
            return false;
        }
        if (late.count() == 1) {
            expected.remove(key(close, fd));
        } else {
            expected.put(key(close, fd), new Late(late.count() - 1, late.opener()));
        }
        return true;
    }

    /** A number whose file was known was closed; {@code path} is null for what is no file. */
    void closed(RawRecord record, int fd, ByteString path) {
        if (shared.contains(record.filesId())) {
            closed.put(key(record, fd), Optional.ofNullable(path));
        }
    }

    /**
     * What was closed last at this number, which totals belong to that come after its close; empty inside if that was no file, null if it
     * is not known.
     */
    Optional<ByteString> lastClosed(RawRecord record, int fd) {
        return closed.get(key(record, fd));
    }

    /** Whether several tasks use the table of this record. */
    boolean isShared(RawRecord record) {
        return shared.contains(record.filesId());
    }

    private static long key(RawRecord record, int fd) {
        return (long) record.filesId() << 32 | fd & 0xffffffffL;
    }
}
