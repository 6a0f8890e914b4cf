package io.roarbench.linux;

import java.nio.file.Path;

/**
 * How much of a file was in the page cache at one moment.
 *
 * @param file the file
 * @param bytes its size
 * @param residentBytes how many of them lay in resident pages, 0 to {@code bytes}
 */
public record Residency(Path file, long bytes, long residentBytes) {

    public Residency {
        if (residentBytes < 0 || residentBytes > bytes) {
            throw new IllegalArgumentException(residentBytes + " of " + bytes + " bytes resident");
        }
    }

    /** Resident share, 0 to 1; of an empty file, which has no page that could be absent, 1. */
    public double share() {
        return bytes == 0 ? 1 : (double) residentBytes / bytes;
    }

    /** Whether every page is resident. */
    public boolean complete() {
        return residentBytes == bytes;
    }

    /** Whether no page is resident. */
    public boolean none() {
        return residentBytes == 0;
    }
}
