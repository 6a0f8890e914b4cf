package io.roarbench.hash;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Sizes of files before they are hashed, to plan by; what is missing or no file counts as 0. */
record FileSizes(long[] bytes) {

    static FileSizes of(List<Path> files) {
        long[] bytes = new long[files.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = files.get(i).toFile().length();
        }
        return new FileSizes(bytes);
    }

    long total() {
        return Arrays.stream(bytes).sum();
    }

    /** Whether there are at least so many files and none is so large that the others are done long before it. */
    boolean even(int files) {
        return bytes.length >= files && Arrays.stream(bytes).max().orElse(0) <= total() / 4;
    }
}
