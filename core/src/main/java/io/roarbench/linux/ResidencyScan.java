package io.roarbench.linux;

import com.sun.jna.Native;
import io.roarbench.linux.FileCalls.Descriptor;

/** Counts the resident pages of one open file, mapping it piece by piece; reads none of its bytes, so cannot fault. */
final class ResidencyScan {

    private static final int WINDOW_PAGES = 1 << 18;

    private final Descriptor descriptor;
    private final long bytes;
    private final int pageBytes;
    private final byte[] states = new byte[WINDOW_PAGES];

    ResidencyScan(Descriptor descriptor, long bytes) {
        this.descriptor = descriptor;
        this.bytes = bytes;
        this.pageBytes = FileCalls.getpagesize();
    }

    Residency run() throws SystemCallException {
        long windowBytes = (long) WINDOW_PAGES * pageBytes;
        long resident = 0;
        for (long offset = 0; offset < bytes; offset += windowBytes) {
            resident += residentIn(offset, Math.min(windowBytes, bytes - offset));
        }
        return new Residency(descriptor.file(), bytes, resident);
    }

    private long residentIn(long offset, long length) throws SystemCallException {
        long address = FileCalls.mmap(0, length, FileCalls.PROT_NONE, FileCalls.MAP_SHARED, descriptor.number(), offset);
        if (address == FileCalls.MAP_FAILED) {
            throw new SystemCallException("mmap", descriptor.file(), Native.getLastError());
        }
        try {
            if (FileCalls.mincore(address, length, states) != 0) {
                throw new SystemCallException("mincore", descriptor.file(), Native.getLastError());
            }
        } finally {
            FileCalls.munmap(address, length);
        }
        return counted(length);
    }

    /** The last page counts for the file's bytes in it only. */
    private long counted(long length) {
        long resident = 0;
        for (int page = 0; (long) page * pageBytes < length; page++) {
            if ((states[page] & 1) != 0) {
                resident += Math.min(pageBytes, length - (long) page * pageBytes);
            }
        }
        return resident;
    }
}
