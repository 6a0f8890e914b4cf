package io.roarbench.hash;

import java.nio.file.Path;

/** What became of one of several files: its digests, or why there are none. */
public sealed interface FileOutcome permits FileDigest, FileOutcome.Failed {

    /** The file as the caller named it. */
    Path path();

    /**
     * It could not be hashed.
     *
     * @param failure says why, and what to do
     */
    record Failed(HashFailure failure) implements FileOutcome {

        @Override
        public Path path() {
            return failure.path();
        }
    }
}
