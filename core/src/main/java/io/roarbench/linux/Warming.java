package io.roarbench.linux;

/**
 * What reading a file through did.
 *
 * @param bytesRead how many bytes were read, those read again included
 * @param after what is resident now
 */
public record Warming(long bytesRead, Residency after) {

    /** Whether every page is resident; a cached measurement needs this. */
    public boolean complete() {
        return after.complete();
    }
}
