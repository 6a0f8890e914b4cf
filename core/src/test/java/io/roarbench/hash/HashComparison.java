package io.roarbench.hash;

import io.roarbench.linux.PageCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Compares a hasher in this process with b3sum and openssl as child processes, on page-cached files, alternating: each
 * round runs all contestants of a case in a shuffled order, and the figure is the median of the rounds' ratios. See
 * docs/hashes.md for how to run it. Arguments: {@code [--rounds N] [--dir FOLDER] [CASE…]}; a case is chosen by any part
 * of its name.
 */
final class HashComparison {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final Path folder;
    private final int rounds;
    private final Random order = new Random(1);

    private HashComparison(Path folder, int rounds) {
        this.folder = folder;
        this.rounds = rounds;
    }

    /** Stands for reading the files without hashing them, in this process. */
    private static final List<String> READING = List.of("reading");

    /** Equal files, and how they are hashed; cold means that all are evicted from the page cache before each run. */
    private record Case(String name, int files, long size, List<Algorithm> algorithms, int threads, List<String> peer,
                        String provider, boolean cold) {

        Case(String name, int files, long size, List<Algorithm> algorithms, int threads, List<String> peer) {
            this(name, files, size, algorithms, threads, peer, "auto", false);
        }
    }

    public static void main(String[] args) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(args));
        int rounds = Integer.parseInt(option(wanted, "--rounds", "9"));
        Path parent = Path.of(option(wanted, "--dir", System.getProperty("java.io.tmpdir")));
        Path folder = Files.createTempDirectory(parent, "hash-comparison");
        try {
            HashComparison comparison = new HashComparison(folder, rounds);
            for (Case each : cases()) {
                boolean chosen = wanted.isEmpty() ? each.size() <= 1_000_000_000L
                        : wanted.stream().anyMatch(each.name()::contains);
                if (chosen) {
                    comparison.run(each);
                }
            }
            if (wanted.isEmpty() || wanted.stream().anyMatch("in-cache"::contains)) {
                InCacheComparison.run(4 * rounds);
            }
        } finally {
            delete(folder);
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        record Shape(String name, int files, long size) {
        }
        List<Shape> shapes = List.of(new Shape("64KB-batch", 2000, 64 << 10), new Shape("1MB", 200, 1_000_000),
                new Shape("10MB", 30, 10_000_000), new Shape("1GB", 1, 1_000_000_000),
                new Shape("10GB", 1, 10_000_000_000L));
        for (Shape shape : shapes) {
            cases.add(new Case("blake3-1-thread-" + shape.name, shape.files, shape.size, List.of(Algorithm.BLAKE3), 1,
                    List.of("b3sum", "--num-threads", "1")));
            cases.add(new Case("blake3-all-cores-" + shape.name, shape.files, shape.size, List.of(Algorithm.BLAKE3), CORES,
                    List.of("b3sum")));
        }
        for (Algorithm algorithm : List.of(Algorithm.SHA256, Algorithm.SHA512, Algorithm.MD5)) {
            List<String> openssl = List.of("openssl", "dgst", "-" + algorithm);
            cases.add(new Case(algorithm + "-1GB", 1, 1_000_000_000, List.of(algorithm), 1, openssl));
            cases.add(new Case(algorithm + "-batch", 64, 10_000_000, List.of(algorithm), 1, openssl));
        }
        cases.add(new Case("four-digests-1GB", 1, 1_000_000_000, List.of(Algorithm.values()), CORES, List.of()));
        List<Algorithm> blake3 = List.of(Algorithm.BLAKE3);
        cases.add(new Case("cold-blake3-1GB", 1, 1_000_000_000, blake3, 1, READING, "auto", true));
        cases.add(new Case("vector-blake3-1GB", 1, 1_000_000_000, blake3, 1, List.of("b3sum", "--num-threads", "1"), "vector",
                false));
        return cases;
    }

    private void run(Case each) throws Exception {
        List<Path> files = makeFiles(each);
        double[] ratios = new double[rounds];
        double[] own = new double[rounds];
        double[] peer = new double[rounds];
        FileDigest last = null;
        try (Hasher hasher = Hasher.builder().algorithms(each.algorithms()).threads(each.threads())
                .provider(each.provider()).tuning(Tuning.MEASURED).build()) {
            for (int round = -2; round < rounds; round++) {
                boolean peerFirst = order.nextBoolean();
                double theirs = peerFirst ? peer(each, files) : 0;
                evict(each, files);
                long start = System.nanoTime();
                last = last(hasher.hashAll(files));
                double ours = (System.nanoTime() - start) / 1e9;
                theirs = peerFirst ? theirs : peer(each, files);
                if (round >= 0) {
                    ratios[round] = theirs / ours;
                    own[round] = ours;
                    peer[round] = theirs;
                }
            }
        }
        print(each, last, ratios, own, peer);
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private void print(Case each, FileDigest last, double[] ratios, double[] own, double[] peer) {
        double gigabytes = each.files() * (double) each.size() / 1e9;
        System.out.printf("%-28s %.2f x  (quartiles %.2f..%.2f, %d rounds)  own %.2f GB/s, peer %.2f GB/s  %s, %s%n",
                each.name(), quantile(ratios, 0.5), quantile(ratios, 0.25), quantile(ratios, 0.75), rounds,
                gigabytes / quantile(own, 0.5), gigabytes / quantile(peer, 0.5), last.content().sources().values(), last.io());
    }

    private static void evict(Case each, List<Path> files) throws IOException {
        for (Path file : files) {
            if (each.cold() && !new PageCache().evict(file).complete()) {
                throw new IllegalStateException(file + " does not leave the page cache");
            }
        }
    }

    private static double reading(List<Path> files) throws IOException {
        ByteBuffer buffer = PageAligned.allocate(1 << 20);
        long start = System.nanoTime();
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file)) {
                while (channel.read(buffer.clear()) >= 0) { }
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Wall time in seconds of the tool on all files, process start included; four tools in a row if none is named. */
    private static double peer(Case each, List<Path> files) throws Exception {
        evict(each, files);
        if (each.peer().equals(READING)) {
            return reading(files);
        }
        List<List<String>> tools = !each.peer().isEmpty() ? List.of(each.peer())
                : List.of(List.of("b3sum"), List.of("openssl", "dgst", "-sha256"), List.of("openssl", "dgst", "-sha512"),
                        List.of("openssl", "dgst", "-md5"));
        long start = System.nanoTime();
        for (List<String> tool : tools) {
            List<String> command = new ArrayList<>(tool);
            files.forEach(file -> command.add(file.toString()));
            Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(tool + " failed");
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** All outcomes are digests, or the time says nothing. */
    private static FileDigest last(List<FileOutcome> outcomes) throws HashFailure {
        for (FileOutcome outcome : outcomes) {
            if (outcome instanceof FileOutcome.Failed failed) {
                throw failed.failure();
            }
        }
        return (FileDigest) outcomes.get(outcomes.size() - 1);
    }

    private List<Path> makeFiles(Case each) throws IOException {
        List<Path> files = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(42);
        byte[] piece = new byte[1 << 20];
        for (int i = 0; i < each.files(); i++) {
            Path file = folder.resolve("f" + i);
            try (var out = Files.newOutputStream(file)) {
                for (long left = each.size(); left > 0; left -= piece.length) {
                    random.nextBytes(piece);
                    out.write(piece, 0, (int) Math.min(left, piece.length));
                }
            }
            files.add(file);
        }
        return Collections.unmodifiableList(files);
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private static String option(List<String> args, String name, String otherwise) {
        int at = args.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        args.remove(at);
        return args.remove(at);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
