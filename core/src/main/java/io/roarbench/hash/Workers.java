package io.roarbench.hash;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The threads that hash: named, and none keeps the JVM alive. */
final class Workers {

    private Workers() {
    }

    static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "roar-bench-hash");
        thread.setDaemon(true);
        return thread;
    }

    /** Interrupts what runs and waits for its end: a digest must not be closed under a thread that still feeds it. */
    static void stop(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = false;
        for (boolean ended = false; !ended;) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
