package io.roarbench.linux;

import com.sun.jna.Native;
import io.roarbench.linux.FileCalls.Descriptor;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An exclusive claim on a folder among processes that ask for it, by flock(2) on the folder itself: nothing is written, and
 * the kernel undoes it when the process ends, however that happens. Where there is no flock (not Linux), every claim is granted.
 */
public final class FolderLock implements AutoCloseable {

    private final Optional<Descriptor> held;

    private FolderLock(Optional<Descriptor> held) {
        this.held = held;
    }

    /**
     * Claims a folder.
     *
     * @return empty if somebody else holds it, this process included, or it does not exist
     * @throws SystemCallException if it cannot be opened or its file system has no locks
     */
    public static Optional<FolderLock> claim(Path folder) throws SystemCallException {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.of(new FolderLock(Optional.empty()));
        }
        Descriptor descriptor;
        try {
            descriptor = Descriptor.openForReading(folder);
        } catch (SystemCallException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
        if (FileCalls.flock(descriptor.number(), FileCalls.LOCK_EX | FileCalls.LOCK_NB) == 0) {
            return Optional.of(new FolderLock(Optional.of(descriptor)));
        }
        int error = Native.getLastError();
        descriptor.close();
        if (error != Errno.EAGAIN.number()) {
            throw new SystemCallException("flock", folder, error);
        }
        return Optional.empty();
    }

    /** Gives it up. */
    @Override
    public void close() {
        held.ifPresent(Descriptor::close);
    }
}
