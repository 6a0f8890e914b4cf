package io.roarbench.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/** How a request gets to an S3. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = S3Path.Direct.class, name = "direct"),
    @JsonSubTypes.Type(value = S3Path.Proxy.class, name = "proxy"),
    @JsonSubTypes.Type(value = S3Path.Other.class, name = "other"),
})
public sealed interface S3Path {

    /** Nothing in between. */
    record Direct() implements S3Path {
    }

    /**
     * Through roar-bench's own proxy.
     *
     * @param duty how much of its work it does
     * @param ownProcess whether it runs in a process of its own, not in that of the client
     * @param slowDown time that it wastes on each request on purpose, to see whether a measurement finds it
     */
    record Proxy(Duty duty, boolean ownProcess, Duration slowDown) implements S3Path {

        public Proxy {
            if (slowDown.isNegative()) {
                throw new IllegalArgumentException("a slow-down is at least 0, not " + slowDown);
            }
            if (!slowDown.isZero() && (duty != Duty.FULL || !ownProcess)) {
                throw new IllegalArgumentException("a slow-down is for a proxy with its full duty in a process of its own");
            }
        }
    }

    /** How much of its work a proxy does; less than all of it shows where time goes. */
    enum Duty {
        /** Verifies, signs anew, records lineage. */
        @JsonProperty("full")
        FULL,
        /** Parses and writes HTTP, no more. */
        @JsonProperty("http")
        HTTP,
        /** Copies bytes between two sockets. */
        @JsonProperty("tcp")
        TCP
    }

    /**
     * Through a proxy that runs already, in front of the same S3, for clients with the same credentials.
     *
     * @param url {@code http://HOST[:PORT]} or {@code https://HOST[:PORT]}
     */
    record Other(String url) implements S3Path {

        public Other {
            if (!url.matches("https?://[^/@?#]+/?")) {
                throw new IllegalArgumentException("a proxy is http://HOST[:PORT] or https://HOST[:PORT], not '" + url + "'");
            }
        }
    }
}
