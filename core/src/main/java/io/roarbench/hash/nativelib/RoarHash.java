package io.roarbench.hash.nativelib;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;

/** libroarhash's functions, bound directly (about 60 ns a call). What they do is said in roarhash.h. */
final class RoarHash {

    static final int ABI = 1;
    static final int BEST_LEVEL = -1;
    static final int DIGEST_SLOT = 64;
    static final int DIGESTS = 4 * DIGEST_SLOT;

    static final int IO_AUTO = 0;
    static final int IO_READ = 1;
    static final int IO_MMAP = 2;
    static final int IO_DIRECT = 3;
    static final int IO_LANES = 4;
    static final int IO_TOUCH = 5;
    static final int IO_AHEAD = 6;
    static final int IO_DIRECT_AHEAD = 7;

    private RoarHash() {
    }

    /**
     * Binds the methods, once for the process.
     *
     * @throws UnsatisfiedLinkError if the file is no library for this machine or lacks a function
     */
    static synchronized void load(Path library) {
        if (Native.registered(RoarHash.class)) {
            return;
        }
        Native.register(RoarHash.class, NativeLibrary.getInstance(library.toString()));
    }

    static native int rh_abi();

    static native int rh_best_level();

    static native int rh_has_level(int level);

    static native int rh_sha_extensions(int level);

    static native int rh_lanes(int level, int algorithm);

    static native int rh_selftest(int level);

    static native void rh_error_text(int error, long text, int length);

    static native long rh_stream_size();

    static native int rh_stream_init(long stream, int algorithms, int level);

    static native void rh_stream_update(long stream, long input, long length);

    static native int rh_stream_finish(long stream, long digests);

    static native int rh_subtree(int level, long input, long length, long firstChunk, long chainingValue);

    static native int rh_push_subtree(long stream, long chainingValue, long chunks);

    static native int rh_memory(int level, long input, long length, int threads, long digest);

    static native int rh_file(long job, int algorithms, int level, int io, long limit);

    static native long rh_start(long jobs, int count, int algorithms, int threads, int level, int io);

    static native int rh_wait(long batch, int milliseconds);

    static native long rh_progress(long batch);

    static native void rh_cancel(long batch);

    static native void rh_close(long batch);
}
