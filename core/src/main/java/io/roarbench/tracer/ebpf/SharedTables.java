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

    /** Closes that are still to be told, who opened the number last, and which files (empty for none) the closes may be of. */
    private record Late(int count, int opener, Set<Optional<ByteString>> files) {
    }

    /** From now on several tasks use this table. */
    void share(int filesId) {
        shared.add(filesId);
    }

    /**
     * A number was opened.
     *
     * @param replaced what it led to by what had been told until then, empty inside if to no file; null if it was not open
     */
    void opened(RawRecord record, int fd, Optional<ByteString> replaced) {
        if (shared.contains(record.filesId())) {
            Late late = expected.get(key(record, fd));
            Set<Optional<ByteString>> files = late == null ? new HashSet<>() : late.files();
            int count = late == null ? 0 : late.count();
            if (replaced != null) {
                count++;
                files.add(replaced);
            }
            if (count > 0) {
                expected.put(key(record, fd), new Late(count, record.tid(), files));
            }
        }
    }

    /** Whether this close is of an earlier use of the number. */
    boolean isLate(RawRecord close, int fd) {
        Late late = expected.get(key(close, fd));
        return late != null && late.opener() != close.tid();
    }

    /** A late close was told. */
    void lateTold(RawRecord close, int fd) {
        Late late = expected.get(key(close, fd));
        if (late.count() == 1) {
            expected.remove(key(close, fd));
        } else {
            expected.put(key(close, fd), new Late(late.count() - 1, late.opener(), late.files()));
        }
    }

    /**
     * What the totals in the record of a late close may belong to. A close takes them before its record gets its place among the others:
     * so they are of any use of the number that was not told to be over when it began.
     */
    Set<Optional<ByteString>> candidates(RawRecord lateClose, int fd) {
        Set<Optional<ByteString>> files = new HashSet<>(expected.get(key(lateClose, fd)).files());
        Optional<ByteString> last = closed.get(key(lateClose, fd));
        if (last != null) {
            files.add(last);
        }
        return files;
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
