package io.roarbench.dsl;

/**
 * An amount of data in a scenario, e.g. {@code 10.MB}.
 *
 * @param bytes at least 0
 */
public record Size(long bytes) {

    public Size {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is at least 0 bytes, not " + bytes);
        }
    }

    /** What {@code -10.MB} calls: there is no negative size. */
    public Size negative() {
        throw new IllegalArgumentException("a size is at least 0 bytes, not -" + this);
    }

    /** As people write it: {@code 10 MB}, {@code 1 GiB}, {@code 17 bytes}. */
    @Override
    public String toString() {
        String[] names = {"GB", "GiB", "MB", "MiB", "KB", "KiB"};
        long[] units = {1_000_000_000L, 1L << 30, 1_000_000L, 1L << 20, 1_000L, 1L << 10};
        for (int i = 0; i < units.length; i++) {
            if (bytes >= units[i] && bytes % units[i] == 0) {
                return bytes / units[i] + " " + names[i];
            }
        }
        return bytes + " bytes";
    }
}
