package io.roarbench.hash;

/** Asked now and then (at least every few MiB) whether to stop. */
@FunctionalInterface
public interface Cancellation {

    /** Whether hashing is to stop as soon as possible; once true it stays true. Called from any thread. */
    boolean requested();

    /** A cancellation that never comes. */
    static Cancellation never() {
        return () -> false;
    }
}
