package io.roarbench.cli;

import io.roarbench.linux.ScratchFolder;
import io.roarbench.proxy.DefaultChainCredentials;
import io.roarbench.proxy.Duty;
import io.roarbench.proxy.IssuedCredentials;
import io.roarbench.proxy.ProxyOptions;
import io.roarbench.proxy.ProxyStatistics;
import io.roarbench.proxy.S3Proxy;
import io.roarbench.proxy.UploadSigning;
import io.roarbench.proxy.lineage.LineageJournal;
import io.roarbench.proxy.lineage.LineageListener;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.s3.origin.EmbeddedS3;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code roar-bench proxy}: runs the S3 proxy until it is interrupted. One line on standard output says that it is ready,
 * where, and in which file the credentials for its clients are; a JSON line at the end says what it did. Exit code 1 if it cannot start, 2 for a wrong option.
 */
@Command(name = "proxy", description = "Runs the S3 proxy until interrupted.")
public final class ProxyCommand implements Callable<Integer> {

    private static final String EMBEDDED = "embedded";
    private static final String LEAK_DETECTION = "io.netty.leakDetection.level";

    @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:0",
            description = "Where to listen (default ${DEFAULT-VALUE}; port 0: any free one).")
    private String listen;

    @Option(names = "--any-address", description = "Allow --listen on an address that other machines can reach.")
    private boolean anyAddress;

    @Option(names = "--upstream", paramLabel = "URL", defaultValue = EMBEDDED,
            description = "S3 endpoint, e.g. https://s3.eu-west-1.amazonaws.com, signed for with the AWS SDK's default "
                    + "credentials; or 'embedded' (default): an own, empty, in-memory one.")
    private String upstream;

    @Option(names = "--region", paramLabel = "REGION", description = "Region to sign for (default: $AWS_REGION, or "
            + "us-east-1).")
    private String region;

    @Option(names = "--credentials", paramLabel = "FILE", description = "New file for the clients' credentials, mode 0600 "
            + "(default: a temporary one). It is removed at the end.")
    private Path credentialsFile;

    @Option(names = "--lineage", paramLabel = "FILE", description = "Append one JSON line for each operation.")
    private Path lineageFile;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Event loops (default "
            + "${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--duty", paramLabel = "DUTY", defaultValue = "full", description = "full (default); to measure where "
            + "time goes: http (no verifying, signing, lineage) or tcp (a plain hop). Clients must then sign for the "
            + "upstream.")
    private String duty;

    @Option(names = "--uploads", paramLabel = "FORM", defaultValue = "as-received", description = "How bodies go up: "
            + "as-received (default: signed as the client did), signed (always), or unsigned (chunk signatures are "
            + "verified here, the origin gets none; https upstreams only).")
    private String uploads;

    @Option(names = "--drain", paramLabel = "SECONDS", defaultValue = "10", description = "When interrupted, how long "
            + "requests under way may take to end (default ${DEFAULT-VALUE}).")
    private int drainSeconds;

    @Option(names = "--busy-poll", paramLabel = "MICROSECONDS", defaultValue = "0", description = "How long to look for an "
            + "answer or a next request before sleeping (default ${DEFAULT-VALUE}: not at all; at most 1000). Spends CPU "
            + "time, and spares a busy client two wake-ups a request.")
    private int busyPollMicros;

    @Mixin
    private ProxyTlsOptions tls = new ProxyTlsOptions();

    @Mixin
    private ProxyMetricsOptions metrics = new ProxyMetricsOptions();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Prints this.")
    private boolean help;

    private final PrintStream out;
    private final PrintStream err;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** The command on the process's own streams. */
    public ProxyCommand() {
        this(System.out, System.err);
    }

    /** The command on other streams. */
    public ProxyCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws Exception {
        if (System.getProperty(LEAK_DETECTION) == null) {
            System.setProperty(LEAK_DETECTION, "disabled"); // It takes a stack trace now and then: that is for tests.
        }
        Thread hook = new Thread(this::stop, "roar-proxy-stop");
        try {
            ProxyOptions options = options();
            S3Proxy proxy = S3Proxy.start(options);
            open.push(proxy);
            open.push(metrics.show(proxy, out));
            Runtime.getRuntime().addShutdownHook(hook);
            out.println("ready endpoint=" + proxy.endpoint() + " credentials=" + credentialsFile + tls.readyField()
                    + metrics.readyField());
            out.flush();
            tls.explain(err);
            stopping.await();
            boolean ended = proxy.stop(Duration.ofSeconds(drainSeconds));
            report(proxy.statistics(), ended);
            ProxyMetricsOptions.print(proxy, out);
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("roar-bench: " + e.getMessage());
            return 2;
        } catch (IOException | IllegalStateException e) {
            err.println("roar-bench: " + e.getMessage());
            return 1;
        } finally {
            closeAll();
            stopped.countDown();
        }
    }

    /** Ends {@link #call()}, and waits until everything is written and closed. */
    void stop() {
        stopping.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProxyOptions options() throws IOException {
        String signed = region != null ? region : System.getenv().getOrDefault("AWS_REGION", "us-east-1");
        Duty wanted = duty();
        InetSocketAddress address = Listen.address("--listen", listen);
        LineageListener lineage = lineage();
        Supplier<Credentials> credentials;
        Credentials clients = IssuedCredentials.issue();
        URI endpoint;
        if (upstream.equals(EMBEDDED)) {
            Credentials own = wanted == Duty.FULL ? IssuedCredentials.issue() : clients;
            EmbeddedS3 origin = EmbeddedS3.start(EmbeddedS3.Options.of(own));
            open.push(origin);
            endpoint = origin.endpoint();
            credentials = () -> own;
            err.println("roar-bench: the upstream is an own, empty, in-memory S3; name another with --upstream");
        } else {
            endpoint = URI.create(upstream);
            ProxyOptions.requireEndpoint(endpoint);
            DefaultChainCredentials chain = new DefaultChainCredentials();
            open.push(chain);
            credentials = chain;
        }
        ProxyOptions options = new ProxyOptions(address, anyAddress, endpoint, signed, credentials,
                AccessKeys.only(clients), threads, wanted, lineage, ProxyOptions.Timeouts.standard(), tls.open(address), uploads(),
                Duration.of(busyPollMicros, ChronoUnit.MICROS));
        hand(clients);
        return options;
    }

    private Duty duty() {
        return switch (duty) {
            case "full" -> Duty.FULL;
            case "http" -> Duty.HTTP_ONLY;
            case "tcp" -> Duty.TCP_HOP;
            default -> throw new IllegalArgumentException("unknown duty '" + duty + "'; want full, http or tcp");
        };
    }

    private UploadSigning uploads() {
        return switch (uploads) {
            case "as-received" -> UploadSigning.AS_RECEIVED;
            case "signed" -> UploadSigning.SIGNED;
            case "unsigned" -> UploadSigning.UNSIGNED;
            default -> throw new IllegalArgumentException("unknown --uploads '" + uploads
                    + "'; want as-received, signed or unsigned");
        };
    }

    private LineageListener lineage() throws IOException {
        if (lineageFile == null) {
            return LineageListener.none();
        }
        LineageJournal journal = LineageJournal.to(lineageFile);
        open.push(() -> {
            journal.close();
            err.println("roar-bench: lineage: " + journal.written() + " events written, " + journal.lost() + " lost");
        });
        return journal;
    }

    private void hand(Credentials clients) throws IOException {
        if (credentialsFile == null) {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
            // Keys of a proxy that was killed must not lie about.
            ScratchFolder.sweep(temporary);
            ScratchFolder scratch = ScratchFolder.in(temporary);
            open.push(scratch);
            credentialsFile = scratch.path().resolve("credentials");
        }
        Path file = credentialsFile;
        IssuedCredentials.write(clients, file);
        open.push(() -> Files.deleteIfExists(file));
    }

    private void report(ProxyStatistics done, boolean ended) {
        err.printf("roar-bench: %d requests, %d refused, %d failed, %d bytes up, %d bytes down%s%n", done.requests(),
                done.refused(), done.failed(), done.bytesUp(), done.bytesDown(), ended ? "" : "; some were cut");
        if (done.upstreamTrouble() != null) {
            err.println("roar-bench: the upstream could not always be reached: " + done.upstreamTrouble());
        }
        if (done.ownTimeNanos().getTotalCount() > 0) {
            err.printf("roar-bench: own time p50 %.1f us, p99 %.1f us%n",
                    done.ownTimeNanos().getValueAtPercentile(50) / 1000.0,
                    done.ownTimeNanos().getValueAtPercentile(99) / 1000.0);
        }
    }

    private void closeAll() throws Exception {
        Exception first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
