package io.roarbench.run;

import io.roarbench.plan.S3Path;
import io.roarbench.plan.S3Service;
import io.roarbench.plan.S3Trial;
import io.roarbench.s3.client.ExpectedBody;
import io.roarbench.s3.client.ObjectClient;
import io.roarbench.s3.client.ObjectContent;
import io.roarbench.s3.client.Progress;
import io.roarbench.s3.client.RawObjectClient;
import io.roarbench.s3.client.S3Target;
import io.roarbench.s3.client.SdkObjectClient;
import io.roarbench.s3.process.HostedProxy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One operation on one path, ready to be carried out by each of some streams, and to be checked afterwards. */
final class S3Work implements AutoCloseable {

    /** Carries the operation out once. */
    @FunctionalInterface
    private interface Action {
        void run(ObjectClient client, Progress progress) throws IOException;
    }

    private final S3Trial trial;
    private final S3Site site;
    private final Optional<HostedProxy> proxy;
    private final List<ObjectClient> clients;
    private final S3Surroundings surroundings;
    private final Action action;
    private final String written;
    private final ExpectedBody body;
    private final KeptAwake awake;

    private S3Work(S3Trial trial, S3Site site, Optional<HostedProxy> proxy, List<ObjectClient> clients, KeptAwake awake)
            throws IOException {
        this.trial = trial;
        this.site = site;
        this.proxy = proxy;
        this.clients = clients;
        this.surroundings = site.surroundings();
        if (trial.operation() == S3Trial.Operation.GET) {
            S3Site.Stored object = site.object(trial.bytes());
            written = "";
            body = object.body();
            action = (client, progress) -> client.get(object.key(), object.body(), progress);
        } else {
            int parts = trial.partBytes() == 0 ? 1 : (int) (trial.bytes() / trial.partBytes());
            ObjectContent content = site.content((int) (trial.bytes() / parts));
            written = site.newKey("written");
            body = content.repeated(parts);
            action = trial.operation() == S3Trial.Operation.PUT
                    ? (client, progress) -> client.put(written, content)
                    : (client, progress) -> client.putParts(written, content, parts);
        }
        this.awake = awake;
        if (trial.awake()) {
            awake.begin();
        }
    }

    static S3Work of(S3Trial trial, S3Site site, KeptAwake awake) throws IOException, InterruptedException {
        site.delay(trial.service().undelayed());
        Optional<HostedProxy> proxy = trial.path() instanceof S3Path.Proxy own
                ? Optional.of(site.proxy(own)) : Optional.empty();
        S3Target target = site.target(trial.path());
        int streams = Math.max(1, trial.streams());
        List<ObjectClient> clients = new ArrayList<>();
        if (trial.driver() == S3Trial.Driver.SDK) {
            ObjectClient shared = new SdkObjectClient(target, site.bucket(), streams);
            for (int i = 0; i < streams; i++) {
                clients.add(shared);
            }
        } else {
            for (int i = 0; i < streams; i++) {
                clients.add(new RawObjectClient(target, site.bucket()));
            }
        }
        return new S3Work(trial, site, proxy, clients, awake);
    }

    /** How long this should be carried out before it is measured, ns: 0 once it has been. */
    long coldNanos() {
        return site.coldNanos(trial);
    }

    /** Settles what holds for the trial that begins now. */
    void trialBegins() throws IOException {
        site.delay(trial.service());
    }

    /** Carries the operation out once. */
    void once(int stream, Progress progress) throws IOException {
        action.run(clients.get(stream), progress);
    }

    /** Reads what was written back, on the direct path, and checks it. Large objects are removed then. */
    void check() throws IOException {
        if (!written.isEmpty()) {
            site.check(written, body);
            if (trial.operation() == S3Trial.Operation.MULTIPART) {
                site.remove(written);
            }
        }
    }

    Optional<HostedProxy> proxy() {
        return proxy;
    }

    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("driver", trial.driver() == S3Trial.Driver.SDK ? "sdk" : "raw");
        proxy.ifPresent(p -> facts.put("proxy", p.description()));
        return facts;
    }

    Map<String, String> setup() {
        Map<String, String> setup = new LinkedHashMap<>(surroundings.facts());
        proxy.ifPresent(p -> setup.put("proxy", "roar-bench's own, " + p.description() + ", one event loop, kept-alive "
                + "connections to the endpoint, no TLS towards clients"));
        if (trial.path() instanceof S3Path.Other other) {
            setup.put("other proxy", other.url());
        }
        setup.put("client", clients.get(0).description());
        setup.put("verified", "status, length and bytes (CRC-32C while they are read, within the timed part); objects "
                + "written are read back after each trial");
        if (trial.operation() == S3Trial.Operation.MULTIPART) {
            setup.put("multipart", "parts are sent one after the other");
        }
        if (!trial.period().isZero()) {
            setup.put("pace", "a request every " + trial.period().toNanos() / 1000 + " µs on " + clients.size()
                    + " connections in turn");
        }
        if (!trial.service().mostDelay().isZero()) {
            setup.put("delayed answers", delay(trial.service()));
        }
        if (trial.awake()) {
            setup.put("CPUs", awake.description());
        }
        return setup;
    }

    private static String delay(S3Service service) {
        double least = service.leastDelay().toNanos() / 1e6;
        double most = service.mostDelay().toNanos() / 1e6;
        return least == most
                ? String.format(Locale.ROOT, "%.3g ms", least)
                : String.format(Locale.ROOT, "%.3g to %.3g ms, evenly spread", least, most);
    }

    @Override
    public void close() {
        if (trial.awake() && !clients.isEmpty()) {
            awake.end();
        }
        clients.forEach(ObjectClient::close);
        clients.clear();
    }
}
