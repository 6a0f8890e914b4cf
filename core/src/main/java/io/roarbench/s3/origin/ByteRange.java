package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of bytes (RFC 9110 §14).
 *
 * @param first offset, from 0
 * @param last  offset, included
 */
record ByteRange(long first, long last) {

    private static final Pattern FORM = Pattern.compile("bytes=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

    /**
     * The range within a body of that size; null if the field is to be ignored, as S3 ignores what it cannot read and
     * lists of ranges.
     *
     * @throws S3Fault InvalidRange if nothing of the body is in it
     */
    static ByteRange of(String field, long size) throws S3Fault {
        Matcher form = field == null ? null : FORM.matcher(field);
        if (form == null || !form.matches() || form.group(1).isEmpty() && form.group(2).isEmpty()) {
            return null;
        }
        if (form.group(1).isEmpty()) {
            long suffix = Long.parseLong(form.group(2));
            return within(Math.max(0, size - suffix), suffix == 0 ? -1 : size - 1, size);
        }
        long first = Long.parseLong(form.group(1));
        long last = form.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(form.group(2));
        return last < first ? null : within(first, Math.min(last, size - 1), size);
    }

    private static ByteRange within(long first, long last, long size) throws S3Fault {
        if (first >= size || last < first) {
            throw new S3Fault(S3Error.InvalidRange, "The requested range is not satisfiable");
        }
        return new ByteRange(first, last);
    }

    long length() {
        return last - first + 1;
    }
}
