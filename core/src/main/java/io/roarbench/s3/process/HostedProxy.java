package io.roarbench.s3.process;

import io.roarbench.proxy.Duty;
import io.roarbench.s3.client.S3Target;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** An S3 proxy that was started to be measured: one event loop, lineage events written as JSON to nowhere. */
public interface HostedProxy extends AutoCloseable {

    /**
     * Starts one in a process of its own, with a small heap.
     *
     * @param upstream the endpoint behind it, with the keys to sign for it
     * @param duty     how much of its work it does
     * @param slowDown busy waiting added to each request before it is signed: an artificial slow-down, to see whether a
     *                 measurement finds it. Zero for none; only with {@link Duty#FULL}
     */
    static HostedProxy inOwnProcess(S3Target upstream, Duty duty, Duration slowDown) throws IOException {
        return ProxyProcess.start(upstream, duty, slowDown, Duration.ZERO);
    }

    /**
     * As {@link #inOwnProcess(S3Target, Duty, Duration)} without a slow-down, with all of its work, and busy polling.
     *
     * @param busyPoll see {@code ProxyOptions}
     */
    static HostedProxy polling(S3Target upstream, Duration busyPoll) throws IOException {
        return ProxyProcess.start(upstream, Duty.FULL, Duration.ZERO, busyPoll);
    }

    /** Starts one within this JVM. */
    static HostedProxy inThisProcess(S3Target upstream, Duty duty) throws IOException {
        return ProxyHere.start(upstream, duty);
    }

    /** What clients need: its address and, with the full duty, keys of their own. */
    S3Target target();

    /** What its process has used until now; empty where it shares one with its clients. */
    Optional<ProcessUsage> usage() throws IOException;

    /**
     * Lets the peak of its memory begin anew; where it shares a process with its clients, nothing.
     *
     * @throws IOException if the kernel does not allow it
     */
    void forgetPeak() throws IOException;

    /** Its own time in each request since it started, ns; a copy. See {@code ProxyStatistics}. */
    Histogram ownTimes() throws IOException;

    /** How it runs: a clause for people. */
    String description();

    /** Ends it; requests under way are cut. */
    @Override
    void close();
}
