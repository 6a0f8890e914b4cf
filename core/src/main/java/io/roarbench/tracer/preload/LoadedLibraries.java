package io.roarbench.tracer.preload;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.event.Creation;
import io.roarbench.tracer.event.TraceEvent;
import io.roarbench.tracer.replay.Replay;

/**
 * What ld.so did before the library was in the process: it opens each library, reads the first 832 bytes (and, of glibc, twice the
 * program headers where those do not fit in them), and maps it; before that it maps its cache. See {@code open_verify} in glibc's elf/dl-load.c.
 */
final class LoadedLibraries {

    /** No program has such a descriptor: the limit of the kernel is 2^30 at most, and its default a million. */
    private static final int FD = Integer.MAX_VALUE;
    private static final int O_CLOEXEC = 02000000;
    private static final int PROT_READ = 1;
    private static final int MAP_PRIVATE = 2;
    private static final int HEAD = 832;
    private static final int PROGRAM_HEADERS = 784;
    private static final ByteString CACHE = ByteString.utf8("/etc/ld.so.cache");

    private final Replay replay;

    LoadedLibraries(Replay replay) {
        this.replay = replay;
    }

    void cache(long nanos, int pid) {
        mapped(nanos, pid, CACHE, 0, 0);
    }

    /** @param manyHeaders whether the program headers do not fit in what is read first */
    void library(long nanos, int pid, ByteString path, boolean manyHeaders) {
        mapped(nanos, pid, path, manyHeaders ? 3 : 1, manyHeaders ? HEAD + 2 * PROGRAM_HEADERS : HEAD);
    }

    private void mapped(long nanos, int pid, ByteString path, long calls, long bytes) {
        replay.accept(new TraceEvent.Open(nanos, pid, FD, TraceEvent.AT_FDCWD, path, O_CLOEXEC, Creation.NO, null));
        if (calls > 0) {
            replay.accept(new TraceEvent.Io(nanos, pid, FD, calls, bytes, 0, 0));
        }
        replay.accept(new TraceEvent.Mmap(nanos, pid, FD, PROT_READ, MAP_PRIVATE));
        replay.accept(new TraceEvent.Close(nanos, pid, FD));
    }
}
