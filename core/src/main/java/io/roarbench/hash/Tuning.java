package io.roarbench.hash;

/** How the fastest provider of an algorithm is found where none is asked for by name. */
public enum Tuning {

    /** In a fixed order, which is right on most machines. Measures nothing, reads no cache. */
    FIXED,
    /**
     * As {@link #MEASURED} if the first job of a hasher is large enough to gain by it (64 MiB), else as {@link #FIXED}:
     * the choice for short-lived processes.
     */
    LAZY,
    /**
     * By speed on this machine: measured once (some 100 ms an algorithm), then read from the user's cache folder, where it
     * is kept per CPU model, JDK and provider version.
     */
    MEASURED
}
