package io.roarbench.environment;

import java.util.ArrayList;
import java.util.List;

/** Instruction set features as people call them, only those that decide how fast hashing is. */
final class CpuFeatures {

    private CpuFeatures() {
    }

    /** E.g. {@code AVX-512, SHA-NI}: the widest vectors, then hash instructions; empty if unknown. */
    static String words(List<String> features) {
        List<String> words = new ArrayList<>();
        String vectors = vectors(features);
        if (!vectors.isEmpty()) {
            words.add(vectors);
        }
        if (features.contains("sha_ni")) {
            words.add("SHA-NI");
        }
        if (features.contains("sha2")) {
            words.add("SHA-2");
        }
        if (features.contains("sha512")) {
            words.add("SHA-512");
        }
        return String.join(", ", words);
    }

    private static String vectors(List<String> features) {
        boolean x86Wide = features.containsAll(List.of("avx512f", "avx512bw", "avx512vl"));
        String[][] namesWidestFirst = {{"avx512f", "AVX-512F"}, {"avx2", "AVX2"}, {"avx", "AVX"}, {"sse4_1", "SSE4.1"},
                {"sse2", "SSE2"}, {"sve2", "SVE2"}, {"sve", "SVE"}, {"asimd", "NEON"}};
        if (x86Wide) {
            return "AVX-512";
        }
        for (String[] name : namesWidestFirst) {
            if (features.contains(name[0])) {
                return name[1];
            }
        }
        return "";
    }
}
