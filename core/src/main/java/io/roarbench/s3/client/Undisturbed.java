package io.roarbench.s3.client;

/**
 * Carries out on a thread that has been interrupted what must be carried out nevertheless: the SDK and channels refuse to
 * work there, and after Ctrl-C is when cleaning up matters most.
 */
final class Undisturbed {

    @FunctionalInterface
    interface Action<E extends Exception> {
        void run() throws E;
    }

    private Undisturbed() {
    }

    /** The thread is interrupted afterwards if it was before. */
    static <E extends Exception> void run(Action<E> action) throws E {
        boolean interrupted = Thread.interrupted();
        try {
            action.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
