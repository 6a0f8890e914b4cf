package io.roarbench.run;

import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.S3Path;
import io.roarbench.plan.S3Service;
import io.roarbench.plan.S3Trial;
import io.roarbench.proxy.DefaultChainCredentials;
import io.roarbench.proxy.Duty;
import io.roarbench.proxy.IssuedCredentials;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.s3.client.ExpectedBody;
import io.roarbench.s3.client.ObjectContent;
import io.roarbench.s3.client.OwnBucket;
import io.roarbench.s3.client.Progress;
import io.roarbench.s3.client.RawObjectClient;
import io.roarbench.s3.client.S3Target;
import io.roarbench.s3.origin.ResponseDelay;
import io.roarbench.s3.process.HostedProxy;
import io.roarbench.s3.process.OriginProcess;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** An S3 that trials run against: the endpoint, a bucket, objects to read, and proxies in front of it. */
final class S3Site implements AutoCloseable {

    private static final long SEED = 42;
    /** So many requests go through a proxy that has just started before anything is measured, for its compiler. */
    private static final int WARM_UP_REQUESTS = 12_000;
    /** But no longer than this. */
    private static final long WARM_UP_NANOS = 8_000_000_000L;
    /** An operation that this client has not carried out yet takes so long to be compiled well. */
    private static final long NEW_CODE_NANOS = 3_000_000_000L;
    /** Else a path is carried out so long before it is measured. */
    private static final long NEW_PATH_NANOS = 700_000_000L;
    private static final int CLIENTS_FAR_AWAY = 16;
    private static final ResponseDelay NO_DELAY = ResponseDelay.none();

    /**
     * An object that is there to be read.
     *
     * @param key of it
     * @param body that reading it must give
     */
    record Stored(String key, ExpectedBody body) {
    }

    private final S3Service service;
    private final RunListener listener;
    private final OriginProcess origin;
    private final S3Target target;
    private final OwnBucket bucket;
    private final Map<Long, Stored> objects = new HashMap<>();
    private final Map<Integer, ObjectContent> contents = new HashMap<>();
    private final Set<List<Object>> warm = new HashSet<>();
    private final Map<S3Path.Proxy, HostedProxy> proxies = new LinkedHashMap<>();
    private S3Surroundings surroundings;
    private ResponseDelay delay = NO_DELAY;
    private int keys;

    private S3Site(S3Service service, RunListener listener, OriginProcess origin, S3Target target, OwnBucket bucket) {
        this.service = service;
        this.listener = listener;
        this.origin = origin;
        this.target = target;
        this.bucket = bucket;
    }

    static S3Site open(S3Service service, RunListener listener) throws UnavailableException, IOException {
        listener.preparing(service.embedded() ? "starting an S3 endpoint" : "making a bucket at " + service.url());
        OriginProcess origin = service.embedded()
                ? OriginProcess.start(service.port(), keys(service))
                : null;
        try {
            S3Target target = origin == null ? target(service) : origin.target();
            OwnBucket bucket = service.bucket().isEmpty()
                    ? OwnBucket.make(target) : OwnBucket.within(target, service.bucket());
            if (origin == null && bucket.made()) {
                // After kill -9 it would be left, so that its name should be known.
                listener.preparing("made the bucket " + bucket.name() + ", to be removed at the end");
            }
            return new S3Site(service, listener, origin, target, bucket);
        } catch (IOException e) {
            if (origin == null) {
                throw new UnavailableException(e.getMessage(), e);
            }
            origin.close();
            throw e;
        }
    }

    /** At a port that was told, keys that another proxy in front of it can be told, too: the environment's, if it has any. */
    private static Credentials keys(S3Service service) {
        String access = System.getenv("AWS_ACCESS_KEY_ID");
        String secret = System.getenv("AWS_SECRET_ACCESS_KEY");
        return service.port() == 0 || access == null || secret == null
                ? IssuedCredentials.issue()
                : new Credentials(access, secret, System.getenv("AWS_SESSION_TOKEN"));
    }

    private static S3Target target(S3Service service) throws UnavailableException {
        try (DefaultChainCredentials chain = new DefaultChainCredentials()) {
            Credentials found = chain.get();
            return new S3Target(URI.create(service.url()), service.region(), found);
        } catch (IllegalStateException e) {
            throw new UnavailableException(e.getMessage(), e);
        }
    }

    S3Target target() {
        return target;
    }

    String bucket() {
        return bucket.name();
    }

    /** What the endpoint says that it is, in parentheses, or nothing. */
    String server() throws IOException {
        String name = bucket.server();
        return name.isEmpty() ? "" : " (" + name + ")";
    }

    S3Service service() {
        return service;
    }

    /** Where clients that take this path send requests. */
    S3Target target(S3Path path) throws IOException, InterruptedException {
        if (path instanceof S3Path.Other other) {
            return new S3Target(URI.create(other.url()), target.region(), target.credentials());
        }
        return path instanceof S3Path.Proxy proxy ? proxy(proxy).target() : target;
    }

    HostedProxy proxy(S3Path.Proxy path) throws IOException, InterruptedException {
        HostedProxy running = proxies.get(path);
        if (running == null) {
            listener.preparing("starting an S3 proxy");
            Duty duty = switch (path.duty()) {
                case FULL -> Duty.FULL;
                case HTTP -> Duty.HTTP_ONLY;
                case TCP -> Duty.TCP_HOP;
            };
            running = path.ownProcess()
                    ? HostedProxy.inOwnProcess(target, duty, path.slowDown())
                    : HostedProxy.inThisProcess(target, duty);
            proxies.put(path, running);
            warmUp(running.target());
        }
        return running;
    }

    /** An S3 that is far away needs many clients at once to let its proxy do enough work to be compiled. */
    private void warmUp(S3Target proxied) throws IOException, InterruptedException {
        int clients = service.embedded() ? 1 : CLIENTS_FAR_AWAY;
        Stored small = object(1000);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Void>> work = Collections.nCopies(clients, () -> {
                warmUp(proxied, small, WARM_UP_REQUESTS / clients);
                return null;
            });
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void warmUp(S3Target proxied, Stored small, int requests) throws IOException {
        long end = System.nanoTime() + WARM_UP_NANOS;
        try (RawObjectClient client = new RawObjectClient(proxied, bucket())) {
            for (int i = 0; i < requests && System.nanoTime() < end; i++) {
                client.get(small.key(), small.body(), Progress.NONE);
            }
        }
    }

    /** How long an operation should be carried out before it is measured, ns; 0 if it has been here on the same path. */
    long coldNanos(S3Trial trial) {
        boolean newCode = warm.add(List.of(trial.driver(), trial.operation()));
        boolean newPath = warm.add(List.of(trial.driver(), trial.operation(), trial.bytes(), trial.path()));
        return newCode ? NEW_CODE_NANOS : newPath ? NEW_PATH_NANOS : 0;
    }

    /** Lets the embedded origin wait from now on as a service says. */
    void delay(S3Service like) throws IOException {
        ResponseDelay wanted = like.mostDelay().isZero()
                ? NO_DELAY : new ResponseDelay(like.leastDelay(), like.mostDelay(), SEED);
        if (origin != null && !wanted.equals(delay)) {
            origin.delay(wanted);
            delay = wanted;
        }
    }

    /** An object of this size, made at the first call. */
    Stored object(long bytes) throws IOException {
        Stored made = objects.get(bytes);
        if (made == null) {
            ObjectContent content = ObjectContent.random(Math.toIntExact(bytes), SEED);
            made = new Stored(newKey("read"), content.repeated(1));
            try (RawObjectClient client = new RawObjectClient(target, bucket())) {
                client.put(made.key(), content);
            }
            objects.put(bytes, made);
        }
        return made;
    }

    /** What is written in objects or parts of this size. */
    ObjectContent content(int bytes) {
        return contents.computeIfAbsent(bytes, size -> ObjectContent.random(size, SEED + 1));
    }

    /** A key that nothing has yet. */
    String newKey(String what) {
        return bucket.key(what + "-" + keys++);
    }

    /** Reads an object back without a proxy. @throws IOException if it is not what it must be */
    void check(String key, ExpectedBody body) throws IOException {
        try (RawObjectClient client = new RawObjectClient(target, bucket())) {
            client.get(key, body, Progress.NONE);
        }
    }

    void remove(String key) throws IOException {
        bucket.remove(key);
    }

    /** What surrounds the measurements; looked at once. */
    S3Surroundings surroundings() throws IOException {
        if (surroundings == null) {
            surroundings = S3Surroundings.of(this);
        }
        return surroundings;
    }

    @Override
    public void close() {
        proxies.values().forEach(HostedProxy::close);
        proxies.clear();
        try {
            // The embedded origin forgets everything by itself, and may have ended already, by the same Ctrl-C.
            if (origin == null) {
                bucket.close();
            } else {
                bucket.leave();
            }
        } catch (IOException e) {
            listener.warning(e.getMessage());
        }
        if (origin != null) {
            origin.close();
        }
    }
}
