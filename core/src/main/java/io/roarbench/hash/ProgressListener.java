package io.roarbench.hash;

/** Is told how far the hashing has come. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * More bytes have been hashed. Called from the hashing threads, several at once if there are several; so keep it
     * short (an {@code AtomicLong.addAndGet}).
     *
     * @param bytes bytes of input since the last call (not per digest), greater than 0
     */
    void hashed(long bytes);

    /** A listener that does nothing. */
    static ProgressListener none() {
        return bytes -> { };
    }
}
