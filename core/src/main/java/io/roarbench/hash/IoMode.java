package io.roarbench.hash;

/** How the bytes of a file reach the digest. A provider that cannot do the one asked for says so in its failure. */
public enum IoMode {

    /** The provider's or reader's own choice by size and, where it knows it, residency in the page cache. */
    AUTO("auto"),
    /** {@code read(2)}/{@code pread(2)} into a reused buffer. */
    READ("read"),
    /** {@code mmap(2)}, window by window. */
    MMAP("mmap"),
    /** {@code O_DIRECT} reads past the page cache. */
    DIRECT("direct");

    private final String label;

    IoMode(String label) {
        this.label = label;
    }

    /** The name in options and results. */
    public String label() {
        return label;
    }

    /**
     * Finds a mode by its label.
     *
     * @throws IllegalArgumentException if there is none; the message lists the known ones
     */
    public static IoMode of(String label) {
        for (IoMode mode : values()) {
            if (mode.label.equals(label)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("unknown I/O mode '" + label + "'; known are auto, read, mmap, direct");
    }

    @Override
    public String toString() {
        return label;
    }
}
