package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The conditional fields of a request (RFC 9110 §13), or those of a copy's source. */
final class Conditions {

    /** What a condition makes of a read. */
    enum Verdict { GO_ON, NOT_MODIFIED, FAILED }

    private final HeaderFields fields;
    private final String prefix;

    private Conditions(HeaderFields fields, String prefix) {
        this.fields = fields;
        this.prefix = prefix;
    }

    static Conditions of(HeaderFields fields) {
        return new Conditions(fields, "");
    }

    static Conditions ofCopySource(HeaderFields fields) {
        return new Conditions(fields, "x-amz-copy-source-");
    }

    Verdict read(StoredObject object) {
        String match = fields.get(prefix + "if-match");
        String noneMatch = fields.get(prefix + "if-none-match");
        Long modified = date("if-modified-since");
        Long unmodified = date("if-unmodified-since");
        if (match != null ? !matches(match, object) : unmodified != null && object.modifiedMillis() > unmodified) {
            return Verdict.FAILED;
        }
        if (noneMatch != null ? matches(noneMatch, object) : modified != null && object.modifiedMillis() <= modified) {
            return Verdict.NOT_MODIFIED;
        }
        return Verdict.GO_ON;
    }

    /** Why the object before (null: none) may not be overwritten, or null if it may. */
    S3Fault refusalOfWrite(StoredObject before) {
        String match = fields.get("if-match");
        String noneMatch = fields.get("if-none-match");
        if (match != null && before == null) {
            return new S3Fault(S3Error.NoSuchKey, "The specified key does not exist.");
        }
        if (match != null && !matches(match, before) || noneMatch != null && before != null && matches(noneMatch, before)) {
            return failed();
        }
        return null;
    }

    static S3Fault failed() {
        return new S3Fault(S3Error.PreconditionFailed, "At least one of the pre-conditions you specified did not hold");
    }

    /** Whether a Range is to be honoured (If-Range). */
    boolean rangeHolds(StoredObject object) {
        String range = fields.get("if-range");
        if (range == null) {
            return true;
        }
        Long date = parse(range);
        return date == null ? matches(range, object) : object.modifiedMillis() <= date;
    }

    private static boolean matches(String list, StoredObject object) {
        if (list.trim().equals("*")) {
            return true;
        }
        for (String tag : list.split(",")) {
            String bare = tag.trim().replace("W/", "");
            if (bare.equals(object.etag()) || ('"' + bare + '"').equals(object.etag())) {
                return true;
            }
        }
        return false;
    }

    private Long date(String name) {
        String text = fields.get(prefix + name);
        return text == null ? null : parse(text);
    }

    /** A date that cannot be read is no condition (RFC 9110 §13.1.3). */
    private static Long parse(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
