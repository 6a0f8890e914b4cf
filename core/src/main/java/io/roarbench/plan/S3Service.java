package io.roarbench.plan;

import java.time.Duration;

/**
 * An S3 that trials run against. Objects are made before and removed afterwards.
 *
 * @param url of an endpoint, {@code http://…} or {@code https://…}, used with the credentials of the environment; empty for
 *     the embedded origin, which starts on loopback in a process of its own
 * @param region to sign for
 * @param bucket that may be written to (under a prefix of our own); empty for one that is made and removed
 * @param port of the embedded origin; 0 for any free one
 * @param leastDelay of every answer of the embedded origin: a simulated network
 * @param mostDelay the same as {@code leastDelay} for a constant delay; above it for an evenly spread one
 */
public record S3Service(String url, String region, String bucket, int port, Duration leastDelay, Duration mostDelay) {

    /** The embedded origin, without delay. */
    public static final S3Service EMBEDDED = new S3Service("", "us-east-1", "", 0, Duration.ZERO, Duration.ZERO);

    public S3Service {
        if (!url.isEmpty() && !url.matches("https?://[^/@?#]+/?")) {
            throw new IllegalArgumentException("an endpoint is http://HOST[:PORT] or https://HOST[:PORT], not '" + url + "'");
        }
        if (region.isBlank()) {
            throw new IllegalArgumentException("the region is empty; say one, e.g. us-east-1");
        }
        if (leastDelay.isNegative() || mostDelay.compareTo(leastDelay) < 0) {
            throw new IllegalArgumentException("a delay goes from at least 0 to at least as long, not from " + leastDelay
                    + " to " + mostDelay);
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
        if (url.isEmpty() && !bucket.isEmpty()) {
            throw new IllegalArgumentException("the embedded origin starts empty, so that it has no bucket '" + bucket
                    + "'; a bucket is of an endpoint, e.g. --set endpoint=https://s3.eu-west-1.amazonaws.com");
        }
        if (!url.isEmpty() && (!mostDelay.isZero() || port != 0)) {
            throw new IllegalArgumentException("only the embedded origin can delay answers or be given a port, not " + url);
        }
    }

    /** The same S3 without any delay. */
    public S3Service undelayed() {
        return new S3Service(url, region, bucket, port, Duration.ZERO, Duration.ZERO);
    }

    /** Whether it is our own. */
    public boolean embedded() {
        return url.isEmpty();
    }
}
