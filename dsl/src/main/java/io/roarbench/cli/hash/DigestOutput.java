package io.roarbench.cli.hash;

import io.roarbench.hash.FileOutcome;

/** Prints what became of files, one after the other. */
public interface DigestOutput {

    /** Prints one file's digests or failure. */
    void add(FileOutcome outcome);

    /** Prints that standard input could not be read. */
    void addStandardInputFailure(String reason);

    /** Prints what comes after the last. */
    void end();

    /** How many failures were added. */
    int failures();
}
