package io.roarbench.hash.spi;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.HashFailure;
import java.nio.file.Path;
import java.util.Set;

/** A provider that reads files itself, in a way that suits its kernels. */
public interface FileHashing {

    /** Whether it hashes files with all of these algorithms in one pass, at least as fast as one by one. */
    boolean hashesFiles(Set<Algorithm> algorithms);

    /**
     * Hashes one file.
     *
     * <p>The provider makes the checks that a caller cannot make without a race: it never blocks on a named pipe, hashes
     * regular files only (also those of /proc, which say they are empty), and compares size, times and inode before and
     * after.
     *
     * @throws HashFailure with the fitting kind: not found, unreadable, directory, FIFO, device, special; grew, shrank or
     *                     changed while it was read; read error; cancelled; {@code PROVIDER} if the I/O mode cannot be had
     */
    FileHash hashFile(Path file, FileRequest request) throws HashFailure;
}
