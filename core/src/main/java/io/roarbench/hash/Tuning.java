package io.roarbench.hash;

/** How the fastest provider of an algorithm is found where none is asked for by name. */
public enum Tuning {

    /** In a fixed order, which is right on most machines. Measures nothing, reads no cache. */
    FIXED,
    /**
     * As {@link #MEASURED} for jobs large enough to gain by it (64 MiB); below that what needs no library loaded, which for
     * blake3 is the choice only as long as less than 256 KiB have been asked for: the choice for short-lived processes.
     */
    LAZY,
    /**
     * By speed on this machine: measured once (some 100 ms an algorithm), then read from the user's cache folder, where it
     * is kept per CPU model, JDK and provider version.
     */
    MEASURED
}
