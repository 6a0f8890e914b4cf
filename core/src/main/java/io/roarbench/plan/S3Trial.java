package io.roarbench.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * Carries out one S3 operation some times in a row on warm connections, or keeps several streams busy.
 *
 * <p>With {@code streams} 0 a trial is {@code requests} operations one after the other, and its time is their median. With
 * more, each of so many streams carries out {@code requests} operations or more; the trial's time is {@code bytes} divided by
 * the rate of all of them in the window that begins when the last has begun and ends when the first has ended. With a
 * {@code period}, too, it is again {@code requests} single operations, each of which begins at its time on the next of
 * {@code streams} connections, whether or not those before it have ended (an open loop).
 *
 * @param service against which S3
 * @param operation what
 * @param bytes size of the object, &ge; 1
 * @param partBytes size of a part of a multipart upload, of which {@code bytes} is a multiple; else 0
 * @param driver which client
 * @param path how its requests get there
 * @param requests operations of a trial, or of each of its streams at least, &ge; 1
 * @param streams how many at once in a window, &ge; 1; 0 for one operation after the other, each timed
 * @param period from the beginning of one single operation to that of the next; zero for none
 * @param awake whether CPUs are kept from going to sleep between requests, so that waking them up is in no time
 */
public record S3Trial(
        S3Service service,
        Operation operation,
        long bytes,
        long partBytes,
        Driver driver,
        S3Path path,
        int requests,
        int streams,
        Duration period,
        boolean awake)
        implements Trial {

    /** What is done with an object. */
    public enum Operation {
        /** GetObject. */
        @JsonProperty("get")
        GET,
        /** PutObject. */
        @JsonProperty("put")
        PUT,
        /** CreateMultipartUpload, UploadPart one after the other, CompleteMultipartUpload. */
        @JsonProperty("multipart")
        MULTIPART
    }

    /** Which client carries an operation out. */
    public enum Driver {
        /** AWS SDK for Java. */
        @JsonProperty("sdk")
        SDK,
        /** Signed bytes over a socket. */
        @JsonProperty("raw")
        RAW
    }

    public S3Trial {
        if (bytes < 1) {
            throw new IllegalArgumentException("an object that is measured has at least 1 byte, not " + bytes);
        }
        if (operation == Operation.MULTIPART) {
            if (partBytes < 1 || bytes % partBytes != 0 || bytes / partBytes > 10_000) {
                throw new IllegalArgumentException("a multipart upload of " + bytes + " bytes takes 1 to 10000 parts of one "
                        + "size, not parts of " + partBytes + " bytes");
            }
        } else if (partBytes != 0) {
            throw new IllegalArgumentException("only a multipart upload has parts");
        }
        if (operation != Operation.GET && Math.max(partBytes, operation == Operation.PUT ? bytes : 0) > 1 << 30) {
            throw new IllegalArgumentException("an object or part that is sent has at most 1 GiB");
        }
        if (requests < 1) {
            throw new IllegalArgumentException("a trial has at least 1 request, not " + requests);
        }
        if (streams < 0 || streams > 256) {
            throw new IllegalArgumentException("streams are 1 to 256, or 0 for single operations, not " + streams);
        }
        if (period.isNegative()) {
            throw new IllegalArgumentException("a period is at least 0, not " + period);
        }
        if (streams > 0 && operation != Operation.GET) {
            throw new IllegalArgumentException("streams read objects; there are none that write");
        }
    }

    /** Whether a trial is the throughput of a window; else it is single operations, each timed. */
    public boolean window() {
        return streams > 0 && period.isZero();
    }
}
