package io.roarbench.dsl;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Names that scenario files choose from, and the nearest match of a name that is none of them. */
final class KnownNames {

    static final List<String> ALGORITHMS = List.of("blake3", "sha256", "sha512", "md5");
    static final List<String> PROVIDERS = List.of("auto", "native", "jdk", "openssl", "vector", "bouncycastle");
    static final List<String> LEVELS = List.of("auto", "portable", "sse41", "avx2", "avx512", "neon");
    static final List<String> IO_MODES = List.of("auto", "read", "mmap", "direct");
    static final List<String> TRACERS = List.of("none", "auto", "ebpf", "preload", "ptrace");

    /** The tracers, and ptrace with the modes and placements that it has. */
    static final List<String> TRACER_WAYS = Stream.concat(TRACERS.stream(),
            Stream.of("same", "none", "fdpos", "fdpos same", "fdpos none").map(way -> "ptrace " + way)).toList();

    private KnownNames() {
    }

    static String require(String what, String name, List<String> known) {
        if (known.contains(name)) {
            return name;
        }
        throw new IllegalArgumentException("unknown " + what + " '" + name + "'" + suggestion(name, known)
                + " (there are " + String.join(", ", known) + ")");
    }

    /** {@code "; did you mean 'x'?"}, or nothing where no name is near. */
    static String suggestion(String name, List<String> known) {
        return nearest(name, known).map(n -> "; did you mean '" + n + "'?").orElse("");
    }

    static Optional<String> nearest(String name, List<String> known) {
        return known.stream()
                .filter(k -> distance(name, k) <= Math.max(1, Math.min(name.length(), k.length()) / 2))
                .min(Comparator.comparingInt(k -> distance(name, k)));
    }

    /** Optimal string alignment distance: insertions, deletions, replacements, swaps of neighbours. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
