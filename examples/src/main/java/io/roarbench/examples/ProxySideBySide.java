package io.roarbench.examples;

import io.roarbench.proxy.Duty;
import io.roarbench.s3.client.ObjectClient;
import io.roarbench.s3.client.OwnBucket;
import io.roarbench.s3.client.RawObjectClient;
import io.roarbench.s3.client.S3Target;
import io.roarbench.s3.client.SdkObjectClient;
import io.roarbench.s3.process.HostedProxy;
import io.roarbench.s3.process.OriginProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our proxy with all of its work beside haproxy and nginx that pass through, before the embedded origin: every round takes
 * all of them in another order; ours once more with busy polling. {@code ProxySideBySide [rounds [seed [small]]]}, where
 * {@code small} leaves all but the small requests out. Proxies that are not installed are left out, with a word. Give it a
 * machine on which nothing else runs.
 */
public final class ProxySideBySide {

    /** Longer than the origin and the client here take between two messages. */
    private static final Duration BUSY_POLL = Duration.ofNanos(100_000);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<String, SideBySideRounds.Path> paths = new LinkedHashMap<>();

    private final PrintStream out;

    private ProxySideBySide(PrintStream out) {
        this.out = out;
    }

    /** @param args how many rounds (20), the seed of their orders, and whether only small requests are wanted */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        run(rounds, seed, args.length > 2 && args[2].equals("small"), System.out);
    }

    static void run(int rounds, long seed, boolean smallOnly, PrintStream out) throws Exception {
        new ProxySideBySide(out).run(rounds, seed, smallOnly, Files.createTempDirectory("roar-bench-side-by-side"));
    }

    private void run(int rounds, long seed, boolean smallOnly, Path directory) throws Exception {
        try {
            OriginProcess origin = opened(OriginProcess.start(0));
            OwnBucket bucket = opened(OwnBucket.make(origin.target()));
            path("direct", origin.target(), bucket, () -> 0L);
            HostedProxy own = opened(HostedProxy.inOwnProcess(origin.target(), Duty.FULL, Duration.ZERO));
            path("roar-bench", own.target(), bucket, () -> own.usage().orElseThrow().cpuNanos());
            HostedProxy polling = opened(HostedProxy.polling(origin.target(), BUSY_POLL));
            path("  polling", polling.target(), bucket, () -> polling.usage().orElseThrow().cpuNanos());
            reference("haproxy", origin.target(), bucket, directory);
            reference("nginx", origin.target(), bucket, directory);
            SideBySideRounds measured = new SideBySideRounds(paths, bucket, rounds, seed);
            if (smallOnly) {
                measured.printSmall(out);
            } else {
                measured.print(out);
            }
        } finally {
            for (int i = open.size() - 1; i >= 0; i--) {
                open.get(i).close();
            }
            delete(directory);
        }
    }

    private void reference(String name, S3Target origin, OwnBucket bucket, Path directory) throws IOException {
        Optional<Path> program = ReferenceProxy.find(name);
        if (program.isEmpty()) {
            out.println(name + " is left out: it is not installed (apt-get install " + name + ")");
            return;
        }
        ReferenceProxy proxy = opened(name.equals("nginx") ? ReferenceProxy.nginx(program.get(), origin, directory)
                : ReferenceProxy.haproxy(program.get(), origin, directory));
        path(name, proxy.target(), bucket, proxy::cpuNanos);
    }

    private void path(String name, S3Target target, OwnBucket bucket, SideBySideRounds.Cpu cpu) {
        ObjectClient raw = opened(new RawObjectClient(target, bucket.name()));
        ObjectClient sdk = opened(new SdkObjectClient(target, bucket.name(), 1));
        paths.put(name, new SideBySideRounds.Path(raw, sdk, cpu));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
