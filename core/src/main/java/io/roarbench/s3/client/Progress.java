package io.roarbench.s3.client;

/** Hears of a body's bytes as they come. Called on the reading thread; must be quick. */
@FunctionalInterface
public interface Progress {

    /** Hears nothing. */
    Progress NONE = bytes -> { };

    /** @param bytes how many came just now, 1 or more */
    void received(int bytes);
}
