package io.roarbench.linux;

import com.sun.jna.Native;
import io.roarbench.linux.FileCalls.Descriptor;
import java.io.IOException;

/** Looks which pages of one open file are resident, mapping it piece by piece; reads no byte, so cannot fault. */
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

    /** Told of each run of absent pages, in bytes of the file; may make them resident. */
    @FunctionalInterface
    interface AbsentRuns {
        void absent(long offset, long length) throws IOException;
    }

    Residency count() throws IOException {
        return visit((offset, length) -> { });
    }

    /** Returns what was resident when each piece was looked at, before the visitor was told of it. */
    Residency visit(AbsentRuns visitor) throws IOException {
        long windowBytes = (long) WINDOW_PAGES * pageBytes;
        long resident = 0;
        for (long offset = 0; offset < bytes; offset += windowBytes) {
            long length = Math.min(windowBytes, bytes - offset);
            look(offset, length);
            resident += length - absent(offset, length, visitor);
        }
        return new Residency(descriptor.file(), bytes, resident);
    }

    private void look(long offset, long length) throws SystemCallException {
        long address = FileCalls.mmap(
                0, length, FileCalls.PROT_NONE, FileCalls.MAP_SHARED, descriptor.number(), offset);
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
    }

    /** Returns how many bytes are absent; the last page counts for the file's bytes in it only. */
    private long absent(long offset, long length, AbsentRuns visitor) throws IOException {
        int pages = (int) ((length + pageBytes - 1) / pageBytes);
        long absent = 0;
        for (int page = 0; page < pages; page++) {
            int from = page;
            while (page < pages && (states[page] & 1) == 0) {
                page++;
            }
            if (page > from) {
                long start = (long) from * pageBytes;
                long run = Math.min((long) page * pageBytes, length) - start;
                visitor.absent(offset + start, run);
                absent += run;
            }
        }
        return absent;
    }
}
