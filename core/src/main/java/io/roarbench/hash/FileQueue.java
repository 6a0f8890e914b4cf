package io.roarbench.hash;

import io.roarbench.hash.HashFailure.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Many files on several threads: the largest first, each on one thread while there are enough of them; the last ones,
 * and any that outweighs all the others, on several.
 */
final class FileQueue {

    private final FileHasher hasher;
    private final int threads;
    private final List<Path> files;
    private final Delivery delivery;

    FileQueue(FileHasher hasher, int threads, List<Path> files, Delivery delivery) {
        this.hasher = hasher;
        this.threads = threads;
        this.files = files;
        this.delivery = delivery;
    }

    /** Returns when every file has its outcome and every outcome was handed over. */
    void run() {
        if (threads == 1 || files.size() < 2) {
            for (int i = 0; i < files.size(); i++) {
                delivery.put(i, outcome(files.get(i), threads));
            }
            return;
        }
        long[] sizes = FileSizes.of(files).bytes();
        long share = Arrays.stream(sizes).sum() / threads;
        int[] order = IntStream.range(0, sizes.length).boxed()
                .sorted(Comparator.comparingLong((Integer i) -> sizes[i]).reversed()).mapToInt(i -> i).toArray();
        int large = 0;
        while (large < order.length && sizes[order[large]] > share) {
            delivery.put(order[large], outcome(files.get(order[large]), threads));
            large++;
        }
        runParallel(order, large);
    }

    private void runParallel(int[] order, int from) {
        AtomicInteger next = new AtomicInteger(from);
        ExecutorService pool = Executors.newFixedThreadPool(threads, Workers::thread);
        try {
            List<Future<?>> workers = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(i -> pool.submit(() -> work(order, next))).toList();
            for (Future<?> worker : workers) {
                await(worker);
            }
        } finally {
            Workers.stop(pool);
        }
    }

    private void work(int[] order, AtomicInteger next) {
        for (int turn = next.getAndIncrement(); turn < order.length; turn = next.getAndIncrement()) {
            int left = order.length - turn;
            int own = left >= threads ? 1 : (threads + left - 1) / left;
            delivery.put(order[turn], outcome(files.get(order[turn]), own));
        }
    }

    private void await(Future<?> worker) {
        try {
            worker.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a hashing thread failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("interrupted while hashing " + files.size() + " files");
        }
    }

    private FileOutcome outcome(Path file, int threadsOfFile) {
        try {
            return hasher.hash(file, threadsOfFile);
        } catch (HashFailure e) {
            return new FileOutcome.Failed(e);
        } catch (ProviderUnavailableException | IllegalStateException e) {
            return new FileOutcome.Failed(new HashFailure(Kind.PROVIDER, file, e.getMessage(), e));
        }
    }
}
