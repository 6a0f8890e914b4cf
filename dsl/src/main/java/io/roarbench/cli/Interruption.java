package io.roarbench.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (SIGINT) or SIGTERM while measuring: the trial under way is cut short, and the process lives on until what was
 * measured is written.
 */
final class Interruption {

    private static final long PATIENCE_SECONDS = 30;

    private final Thread measuring;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;
    private boolean settled;

    private Interruption(Thread measuring) {
        this.measuring = measuring;
    }

    static Interruption ofThisThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::shutDown, "roar-bench-interruption"));
        return interruption;
    }

    private void shutDown() {
        if (finished.getCount() == 0) {
            return;
        }
        synchronized (this) {
            requested = true;
            if (!settled) {
                measuring.interrupt();
            }
        }
        try {
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean requested() {
        return requested;
    }

    /** No interrupts from here on, and none pending. */
    synchronized void settle() {
        settled = true;
        Thread.interrupted();
    }

    void finished() {
        finished.countDown();
    }
}
