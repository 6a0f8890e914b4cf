package io.roarbench.hash.nativelib;

import io.roarbench.hash.HashFailure;
import io.roarbench.hash.spi.BatchHashing;
import io.roarbench.hash.spi.FileHash;
import io.roarbench.hash.spi.FileRequest;
import java.util.BitSet;

/**
 * Files being hashed by the library's own threads. The calling thread only waits, reports progress and passes a
 * cancellation on, so that it needs no call from C into Java.
 */
final class FileBatch implements AutoCloseable {

    /** So often that hardly anything is left to deliver when the last file is done. */
    private static final int POLL_MS = 4;

    private final FileJobs jobs;
    private final FileRequest request;
    private final long handle;
    private final BitSet delivered = new BitSet();
    private long reported;

    FileBatch(FileJobs jobs, FileRequest request, int level) {
        this.jobs = jobs;
        this.request = request;
        this.handle = RoarHash.rh_start(jobs.address(), jobs.count(), Digests.bits(request.algorithms()),
                request.threads(), level, FileJobs.io(request.io()));
        if (handle == 0) {
            throw new OutOfMemoryError("libroarhash got no memory for " + jobs.count() + " files");
        }
    }

    /** Waits for all files; each is delivered once, soon after it is done. */
    void run(BatchHashing.Listener listener) {
        boolean done = false;
        boolean cancelled = false;
        while (!done) {
            done = RoarHash.rh_wait(handle, POLL_MS) == 1;
            report();
            deliver(listener);
            if (!done && !cancelled && request.cancellation().requested()) {
                RoarHash.rh_cancel(handle);
                cancelled = true;
            }
        }
    }

    private void report() {
        long now = RoarHash.rh_progress(handle);
        if (now > reported) {
            request.progress().hashed(now - reported);
            reported = now;
        }
    }

    private void deliver(BatchHashing.Listener listener) {
        for (int i = delivered.nextClearBit(0); i < jobs.count(); i = delivered.nextClearBit(i + 1)) {
            if (jobs.finished(i)) {
                delivered.set(i);
                deliver(i, listener);
            }
        }
    }

    private void deliver(int index, BatchHashing.Listener listener) {
        FileHash hash;
        try {
            hash = jobs.result(index, request.algorithms());
        } catch (HashFailure failure) {
            listener.failed(index, failure);
            return;
        }
        listener.hashed(index, hash);
    }

    /** Stops the threads, if they still run. */
    @Override
    public void close() {
        RoarHash.rh_close(handle);
    }
}
