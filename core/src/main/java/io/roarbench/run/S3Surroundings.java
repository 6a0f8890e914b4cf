package io.roarbench.run;

import io.roarbench.s3.client.Progress;
import io.roarbench.s3.client.RawObjectClient;
import io.roarbench.s3.client.S3Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the Setup line says of an S3 and of the way to it, looked at before anything is measured.
 *
 * @param facts by name
 */
record S3Surroundings(Map<String, String> facts) {

    private static final int CONNECTS = 20;
    private static final long PROBE_NANOS = 1_000_000_000;
    private static final int FEWEST = 10;
    private static final int SMALL = 1000;
    private static final int LARGE = 32_000_000;

    static S3Surroundings of(S3Site site) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        S3Target target = site.target();
        boolean embedded = site.service().embedded();
        facts.put("S3 endpoint", embedded
                ? "roar-bench's own origin, in a process of its own on this host, so that bucket and client are in one place "
                        + "(region " + target.region() + " in name only); objects in memory, signatures verified"
                : target.endpoint() + site.server() + ", region " + target.region() + ", "
                        + (site.service().bucket().isEmpty() ? "a bucket made for the run" : "bucket " + site.bucket()));
        facts.put("network", networkClass(target) + ", round trip " + time(roundTrip(target))
                + " (TCP connect, median of " + CONNECTS + "), "
                + (target.endpoint().getScheme().equals("https") ? "TLS to the endpoint" : "no TLS"));
        double small = median(site, SMALL);
        String bulk = embedded ? String.format(Locale.ROOT, ", 32 MB at %.0f MB/s", LARGE / median(site, LARGE) * 1e3) : "";
        facts.put(embedded ? "the origin's own speed" : "the endpoint's own speed", "GetObject of 1 KB in " + time(small) + bulk
                + " (raw driver, medians; bytes checked by CRC-32C)");
        return new S3Surroundings(facts);
    }

    private static String networkClass(S3Target target) throws IOException {
        InetAddress address = InetAddress.getByName(target.endpoint().getHost());
        return address.isLoopbackAddress() ? "loopback" : address.isSiteLocalAddress() ? "private network" : "internet";
    }

    private static double roundTrip(S3Target target) throws IOException {
        double[] nanos = new double[CONNECTS];
        int port = target.endpoint().getPort() > 0
                ? target.endpoint().getPort() : target.endpoint().getScheme().equals("https") ? 443 : 80;
        for (int i = 0; i < CONNECTS; i++) {
            InetSocketAddress address = new InetSocketAddress(target.endpoint().getHost(), port);
            long begin = System.nanoTime();
            try (Socket socket = new Socket()) {
                socket.connect(address);
                nanos[i] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(nanos);
        return nanos[CONNECTS / 2];
    }

    /** Median time of the later half of reads of an object; the earlier half warms the origin up. */
    private static double median(S3Site site, int bytes) throws IOException {
        S3Site.Stored object = site.object(bytes);
        double[] nanos = new double[1 << 16];
        int count = 0;
        try (RawObjectClient client = new RawObjectClient(site.target(), site.bucket())) {
            long end = System.nanoTime() + PROBE_NANOS;
            while (count < nanos.length && (System.nanoTime() < end || count < FEWEST)) {
                long begin = System.nanoTime();
                client.get(object.key(), object.body(), Progress.NONE);
                nanos[count++] = System.nanoTime() - begin;
            }
        }
        double[] later = Arrays.copyOfRange(nanos, count / 2, count);
        Arrays.sort(later);
        return later[later.length / 2];
    }

    private static String time(double nanos) {
        return nanos < 1e6
                ? String.format(Locale.ROOT, "%.0f µs", nanos / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
