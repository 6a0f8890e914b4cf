package io.roarbench.hash.spi;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.HashFailure;
import java.nio.file.Path;
import java.util.List;

/** A provider that hashes several files side by side on one thread (multi-buffer kernels), faster than one by one. */
public interface BatchHashing {

    /** How many files it hashes side by side; 1 if that brings nothing for this algorithm on this machine. */
    int lanes(Algorithm algorithm);

    /**
     * Hashes files with at most {@link FileRequest#threads()} threads; checks as {@link FileHashing} does. Each file's
     * result or failure is given to the listener exactly once, in any order.
     *
     * @param request one algorithm, or several that {@link FileHashing#hashesFiles} says can be computed in one pass
     */
    void hashFiles(List<Path> files, FileRequest request, Listener listener);

    /** Takes the results; may be called from several threads at once. */
    interface Listener {

        /** A file was hashed. */
        void hashed(int index, FileHash hash);

        /** A file could not be hashed. */
        void failed(int index, HashFailure failure);
    }
}
