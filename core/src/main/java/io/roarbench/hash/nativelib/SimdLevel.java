package io.roarbench.hash.nativelib;

import java.util.Locale;

/** The instruction sets that libroarhash has kernels for. */
public enum SimdLevel {

    /** Plain C. */
    PORTABLE("portable", 0),
    /** x86-64: BLAKE3 in 4 lanes; SHA-256 by SHA-NI where the CPU has it, here and above. */
    SSE41("SSE4.1", 1),
    /** x86-64: BLAKE3 in 8 lanes, MD5 of 16 files, SHA-512 of 4. */
    AVX2("AVX2", 2),
    /** x86-64 with F, VL and BW: BLAKE3 in 16 lanes, MD5 of 16 files, SHA-512 of 8. */
    AVX512("AVX-512", 3),
    /** aarch64: BLAKE3 in 4 lanes. */
    NEON("NEON", 4);

    private final String label;
    private final int code;

    SimdLevel(String label, int code) {
        this.label = label;
        this.code = code;
    }

    /** The name in descriptions, e.g. {@code AVX-512}. */
    public String label() {
        return label;
    }

    /** The library's number for it. */
    int code() {
        return code;
    }

    static SimdLevel ofCode(int code) {
        for (SimdLevel level : values()) {
            if (level.code == code) {
                return level;
            }
        }
        throw new IllegalArgumentException("libroarhash names an unknown level " + code);
    }

    /**
     * Finds a level by its label or constant's name, whatever its case, hyphens and dots: {@code avx512}, {@code SSE4.1}.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static SimdLevel of(String name) {
        String wanted = plain(name);
        for (SimdLevel level : values()) {
            if (plain(level.label).equals(wanted)) {
                return level;
            }
        }
        throw new IllegalArgumentException(
                "unknown SIMD level '" + name + "'; known are portable, sse41, avx2, avx512, neon");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-.]", "");
    }
}
