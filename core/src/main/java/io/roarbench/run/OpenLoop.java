package io.roarbench.run;

import io.roarbench.s3.client.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Operations that begin at a steady pace, on some connections in turn: how many come a second, and on how many connections,
 * is then the same however long an answer takes.
 */
final class OpenLoop implements RequestLoop {

    private final S3Work work;
    private final long period;
    private final int connections;
    private final ExecutorService threads;

    /** @param period from the beginning of one operation to that of the next, ns */
    OpenLoop(S3Work work, long period, int connections) {
        this.work = work;
        this.period = period;
        this.connections = connections;
        this.threads = Executors.newFixedThreadPool(connections, task -> {
            Thread thread = new Thread(task, "roar-bench connection");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void run(long[] times) throws IOException, InterruptedException {
        long begin = System.nanoTime() + period;
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < Math.min(connections, times.length); i++) {
            int connection = i;
            running.add(threads.submit(() -> {
                use(connection, begin, times);
                return null;
            }));
        }
        try {
            for (Future<?> connection : running) {
                connection.get();
            }
        } catch (ExecutionException e) {
            running.forEach(other -> other.cancel(true));
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    private void use(int connection, long begin, long[] times) throws IOException, InterruptedException {
        for (int i = connection; i < times.length; i += connections) {
            await(begin + i * period);
            long sent = System.nanoTime();
            work.once(connection, Progress.NONE);
            times[i] = System.nanoTime() - sent;
        }
    }

    /** {@link Thread#sleep} goes in steps of a millisecond. */
    private static void await(long time) throws InterruptedException {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("cancelled");
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
