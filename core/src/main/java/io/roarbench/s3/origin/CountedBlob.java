package io.roarbench.s3.origin;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A blob that frees its bytes when nobody holds it any more. */
abstract class CountedBlob implements Blob {

    private final AtomicInteger holders = new AtomicInteger(1);

    @Override
    public final Blob retain() {
        holders.incrementAndGet();
        return this;
    }

    @Override
    public final void release() {
        if (holders.decrementAndGet() == 0) {
            free();
        }
    }

    /** As {@link #retain}. @throws IOException if the object was deleted meanwhile */
    final void hold() throws IOException {
        if (holders.getAndUpdate(count -> count > 0 ? count + 1 : count) <= 0) {
            throw gone();
        }
    }

    /** @throws IOException if the object was deleted meanwhile */
    final void requireHeld() throws IOException {
        if (holders.get() <= 0) {
            throw gone();
        }
    }

    private static IOException gone() {
        return new IOException("the object was deleted while it was read");
    }

    abstract void free();
}
