package io.roarbench.examples;

import io.roarbench.s3.client.ExpectedBody;
import io.roarbench.s3.client.ObjectClient;
import io.roarbench.s3.client.ObjectContent;
import io.roarbench.s3.client.OwnBucket;
import io.roarbench.s3.client.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Measures the same operations over several paths, interleaved, and prints the medians of rounds. */
final class SideBySideRounds {

    private static final int SMALL_GETS = 500;
    private static final int SMALL_WARM_UPS = 120;
    private static final int LARGE_WARM_UPS = 10;
    private static final int PARTS = 128;
    /** An upload takes about as long as all else of so many rounds. */
    private static final int ROUNDS_PER_UPLOAD = 8;
    private static final String SMALL = "small";
    private static final String LARGE = "large";

    /** CPU time used so far by what is on the path, ns. */
    @FunctionalInterface
    interface Cpu {
        long nanos() throws IOException;
    }

    /** A way to the origin. */
    record Path(ObjectClient raw, ObjectClient sdk, Cpu cpu) {
    }

    /** What one path did in one round. */
    private record Round(double value, double cpu) {
    }

    @FunctionalInterface
    private interface Operation {
        Round run(Path path) throws IOException;
    }

    private final Map<String, Path> paths;
    private final OwnBucket bucket;
    private final int rounds;
    private final Random random;
    private final ObjectContent small = ObjectContent.random(1000, 1);
    private final ObjectContent part = ObjectContent.random(8 << 20, 2);
    private final ObjectContent large = ObjectContent.random(100_000_000, 3);

    SideBySideRounds(Map<String, Path> paths, OwnBucket bucket, int rounds, long seed) {
        this.paths = paths;
        this.bucket = bucket;
        this.rounds = rounds;
        this.random = new Random(seed);
    }

    /** The requests whose bytes cost nothing, and so show what a request costs. */
    void printSmall(PrintStream out) throws IOException {
        paths.get("direct").raw().put(bucket.key(SMALL), small);
        List<String> all = List.copyOf(paths.keySet());
        measure(all, smallWarmUps(), this::smallGets);
        smallTable(out, all);
    }

    private int smallWarmUps() {
        return rounds < ROUNDS_PER_UPLOAD ? 2 : SMALL_WARM_UPS;
    }

    private void smallTable(PrintStream out, List<String> names) throws IOException {
        table(out, "GET 1 KB", "p50, us", "CPU, us a request", measure(names, rounds, this::smallGets));
    }

    void print(PrintStream out) throws IOException {
        ObjectClient direct = paths.get("direct").raw();
        direct.put(bucket.key(SMALL), small);
        direct.put(bucket.key(LARGE), large);
        List<String> all = List.copyOf(paths.keySet());
        warmUp(all);
        smallTable(out, all);
        table(out, "GET 100 MB, one stream", "MB/s", "CPU, s/GB", measure(all, rounds, this::largeGet));
        if (rounds >= ROUNDS_PER_UPLOAD) {
            measure(all.subList(0, 2), 2, this::largeGetBySdk); // To warm up.
            table(out, "GET 100 MB, AWS SDK", "MB/s", "CPU, s/GB", measure(all.subList(0, 2), rounds, this::largeGetBySdk));
            measure(all.subList(0, 2), 1, this::upload); // To warm up.
            table(out, "1 GB in 8 MB parts, AWS SDK, every chunk signed", "s", "CPU, s/GB",
                    measure(all.subList(0, 2), rounds / ROUNDS_PER_UPLOAD, this::upload));
        }
    }

    /** Until compilers of ours have seen all paths often enough, and connections have grown their windows. */
    private void warmUp(List<String> names) throws IOException {
        measure(names, smallWarmUps(), this::smallGets);
        measure(names, rounds < ROUNDS_PER_UPLOAD ? 1 : LARGE_WARM_UPS, this::largeGet);
    }

    private static void table(PrintStream out, String what, String value, String cpu, Map<String, List<Round>> measured) {
        out.printf(Locale.ROOT, "%n%s%n%-12s %12s %12s %20s%n", what, "", value, "- direct", cpu);
        measured.forEach((name, rounds) -> out.printf(Locale.ROOT, "%-12s %12.2f %12.2f %20.3f%n", name,
                median(rounds, Round::value), added(measured, name), median(rounds, Round::cpu)));
    }

    private Map<String, List<Round>> measure(List<String> names, int count, Operation operation) throws IOException {
        Map<String, List<Round>> measured = new LinkedHashMap<>();
        names.forEach(name -> measured.put(name, new ArrayList<>()));
        List<String> order = new ArrayList<>(names);
        for (int i = 0; i < count; i++) {
            Collections.shuffle(order, random);
            for (String name : order) {
                measured.get(name).add(operation.run(paths.get(name)));
            }
        }
        return measured;
    }

    /** Median time of a request, us; CPU us a request. */
    private Round smallGets(Path path) throws IOException {
        double[] times = new double[SMALL_GETS];
        ExpectedBody expected = small.repeated(1);
        long cpu = path.cpu().nanos();
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            path.raw().get(bucket.key(SMALL), expected, Progress.NONE);
            times[i] = (System.nanoTime() - start) / 1e3;
        }
        Arrays.sort(times);
        return new Round(times[times.length / 2], (path.cpu().nanos() - cpu) / 1e3 / times.length);
    }

    private Round largeGet(Path path) throws IOException {
        return largeGet(path.raw(), path.cpu());
    }

    private Round largeGetBySdk(Path path) throws IOException {
        return largeGet(path.sdk(), path.cpu());
    }

    /** MB/s; CPU seconds a GB. */
    private Round largeGet(ObjectClient client, Cpu used) throws IOException {
        ExpectedBody expected = large.repeated(1);
        long cpu = used.nanos();
        long start = System.nanoTime();
        client.get(bucket.key(LARGE), expected, Progress.NONE);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Round(large.length() / 1e6 / seconds, (used.nanos() - cpu) / (double) large.length());
    }

    /** Seconds; CPU seconds a GB. The SDK signs every chunk, and ours verifies every chunk. */
    private Round upload(Path path) throws IOException {
        long cpu = path.cpu().nanos();
        long start = System.nanoTime();
        path.sdk().putParts(bucket.key("parts"), part, PARTS);
        double seconds = (System.nanoTime() - start) / 1e9;
        bucket.remove(bucket.key("parts"));
        return new Round(seconds, (path.cpu().nanos() - cpu) / ((double) PARTS * part.length()));
    }

    /** Median of the rounds' differences from the direct path. */
    private static double added(Map<String, List<Round>> measured, String name) {
        List<Round> direct = measured.get("direct");
        List<Round> own = measured.get(name);
        double[] differences = new double[own.size()];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = own.get(i).value() - direct.get(i).value();
        }
        return median(differences);
    }

    private static double median(List<Round> rounds, java.util.function.ToDoubleFunction<Round> value) {
        return median(rounds.stream().mapToDouble(value).toArray());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
