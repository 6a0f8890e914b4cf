package io.roarbench.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import io.roarbench.plan.S3Path;
import io.roarbench.plan.S3Service;
import io.roarbench.plan.S3Trial;
import io.roarbench.plan.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code s3('id') { … }}: one S3 operation on several paths, side by side. The first variant is the baseline. */
public final class S3Block extends ExperimentBlock {

    private static final List<String> DUTIES = List.of("full", "http", "tcp");

    private String url = "";
    private String signedRegion = "us-east-1";
    private String givenBucket = "";
    private int originPort;
    private Duration leastDelay = Duration.ZERO;
    private Duration mostDelay = Duration.ZERO;
    private S3Trial.Operation operation;
    private long bytes;
    private long partBytes;
    private S3Trial.Driver chosenDriver = S3Trial.Driver.SDK;
    private int requestCount = 1;
    private int streamCount;
    private Duration period = Duration.ZERO;
    private boolean awake;

    S3Block(Scope scope, String id) {
        super(scope, "s3", id);
    }

    /** URL of an S3, used with the credentials of the environment; empty (the default) for the embedded origin. */
    public void endpoint(String address) {
        keyword("endpoint");
        url = address;
    }

    /** Region to sign for; the default is {@code 'us-east-1'}. */
    public void region(String name) {
        keyword("region");
        signedRegion = name;
    }

    /** A bucket that may be written to; empty (the default) for one that is made and removed. */
    public void bucket(String name) {
        keyword("bucket");
        givenBucket = name;
    }

    /** Port of the embedded origin, for another proxy in front of it; 0 (the default) for any free one. */
    public void originPort(int port) {
        keyword("originPort");
        originPort = port;
    }

    /** Delays every answer of the embedded origin by this time. */
    public void originDelay(Duration time) {
        originDelay(time, time);
    }

    /** Delays every answer of the embedded origin by a time evenly spread between both. */
    public void originDelay(Duration least, Duration most) {
        keyword("originDelay");
        leastDelay = least;
        mostDelay = most;
    }

    /** Reads an object of this size. */
    public void getObject(Size size) {
        keyword("getObject");
        operation(S3Trial.Operation.GET, size.bytes(), 0);
    }

    /** Writes an object of this size. */
    public void putObject(Size size) {
        keyword("putObject");
        operation(S3Trial.Operation.PUT, size.bytes(), 0);
    }

    /** Writes an object of this size in parts of that, one after the other; the size is a multiple of the part's. */
    public void multipartUpload(Size size, Size part) {
        keyword("multipartUpload");
        operation(S3Trial.Operation.MULTIPART, size.bytes(), part.bytes());
    }

    private void operation(S3Trial.Operation what, long size, long part) {
        if (operation != null) {
            throw new IllegalArgumentException("an s3 block measures one operation; this is the second");
        }
        operation = what;
        bytes = size;
        partBytes = part;
    }

    /** {@code 'sdk'}, the AWS SDK for Java (the default), or {@code 'raw'}, signed bytes over a socket. */
    public void driver(String name) {
        keyword("driver");
        chosenDriver = S3Trial.Driver.valueOf(
                KnownNames.require("driver", name, List.of("sdk", "raw")).toUpperCase(Locale.ROOT));
    }

    /** Operations of one trial, whose time is their median, or of each stream of a trial; the default is 1. */
    public void requests(int count) {
        keyword("requests");
        requestCount = count;
    }

    /**
     * Begins single operations at this distance in time, whether or not those before have ended, on {@code streams}
     * connections in turn: an S3 that answers at once is then not asked more often than one that takes its time.
     */
    public void every(Duration time) {
        keyword("every");
        period = time;
    }

    /**
     * Keeps CPUs from going to sleep between requests, by spinning on them at idle priority: waking them up takes longer, and
     * differs more, than what a proxy does.
     */
    public void keepAwake() {
        keyword("keepAwake");
        awake = true;
    }

    /** Measures the throughput of so many streams that read at once, instead of single operations; see {@link #every}. */
    public void streams(int count) {
        keyword("streams");
        if (count < 1) {
            throw new IllegalArgumentException("streams are at least 1, not " + count);
        }
        streamCount = count;
    }

    /** A variant {@code 'direct'}: nothing between client and S3. */
    public void direct() {
        direct("direct");
    }

    /** A variant of another name with nothing between client and S3, for what has been set otherwise since. */
    public void direct(String name) {
        keyword("direct");
        add(name, new S3Path.Direct());
    }

    /** A variant {@code 'proxy'}: through roar-bench's own proxy, doing all of its work, in a process of its own. */
    public void proxied() {
        proxied("proxy");
    }

    /** A variant of another name through roar-bench's own proxy, for what has been set otherwise since. */
    public void proxied(String name) {
        keyword("proxied");
        add(name, new S3Path.Proxy(S3Path.Duty.FULL, true, Duration.ZERO));
    }

    /** A variant through roar-bench's own proxy, run otherwise. */
    public void proxied(
            String name, @DelegatesTo(value = S3ProxyBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> body) {
        keyword("proxied");
        S3ProxyBlock block = new S3ProxyBlock(scope(), name);
        inside(block, body);
        add(name, block.path());
    }

    /** A variant through another proxy, which runs already in front of the same S3. */
    public void through(String name, String address) {
        keyword("through");
        add(name, new S3Path.Other(address));
    }

    private void add(String name, S3Path path) {
        if (operation == null) {
            throw new IllegalArgumentException("say what is done before this, e.g. getObject 1.MB");
        }
        S3Service service = new S3Service(url, signedRegion, givenBucket, originPort, leastDelay, mostDelay);
        add(new Variant(name, new S3Trial(service, operation, bytes, partBytes, chosenDriver, path, requestCount,
                streamCount, period, awake)));
    }

    /** {@code proxied('name') { … }} inside {@code s3}. */
    public static final class S3ProxyBlock extends Block {

        private S3Path.Duty chosenDuty = S3Path.Duty.FULL;
        private boolean ownProcess = true;
        private Duration wasted = Duration.ZERO;

        S3ProxyBlock(Scope scope, String name) {
            super(scope, "inside proxied '" + name + "'");
        }

        /**
         * {@code 'full'} (the default), {@code 'http'} (no verifying, signing, lineage) or {@code 'tcp'} (copies bytes only):
         * differences between them show where time goes.
         */
        public void duty(String name) {
            keyword("duty");
            chosenDuty = S3Path.Duty.valueOf(KnownNames.require("duty", name, DUTIES).toUpperCase(Locale.ROOT));
        }

        /** Runs it within the client's process. */
        public void inProcess() {
            keyword("inProcess");
            ownProcess = false;
        }

        /** Lets it waste this time on each request, to see whether the measurement finds it. */
        public void slowDown(Duration time) {
            keyword("slowDown");
            wasted = time;
        }

        S3Path path() {
            return new S3Path.Proxy(chosenDuty, ownProcess, wasted);
        }
    }
}
