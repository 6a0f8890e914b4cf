package io.roarbench.linux;

/**
 * What dropping a file's pages did.
 *
 * @param method by which calls, in words fit for a Setup line
 * @param before what was resident before
 * @param after what is resident now
 */
public record Eviction(String method, Residency before, Residency after) {

    /** Whether no page is left; a cold measurement needs this. */
    public boolean complete() {
        return after.none();
    }
}
