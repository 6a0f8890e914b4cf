package io.roarbench.hash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One pass over bytes with several threads: the caller's reads, each other thread computes its share of the digests.
 * Holds {@value #PIECES} pieces of {@value #PIECE_BYTES} bytes.
 */
final class Crew {

    private static final int PIECES = 8;
    private static final int PIECE_BYTES = 256 << 10;

    private final List<List<Lane>> shares;
    private final ProgressListener progress;
    private final Cancellation cancellation;
    private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES);
    private final List<BlockingQueue<Piece>> queues = new ArrayList<>();
    private final AtomicReference<RuntimeException> trouble = new AtomicReference<>();
    private long size;

    /** @param shares the lanes of each hashing thread */
    Crew(List<List<Lane>> shares, ProgressListener progress, Cancellation cancellation) {
        this.shares = shares;
        this.progress = progress;
        this.cancellation = cancellation;
        for (int i = 0; i < PIECES; i++) {
            free.add(new Piece(PageAligned.allocate(PIECE_BYTES)));
        }
        shares.forEach(share -> queues.add(new ArrayBlockingQueue<>(PIECES + 1)));
    }

    long size() {
        return size;
    }

    /** Hashes everything that comes; throws what the reading, a digest or a cancellation throws. */
    Map<Algorithm, byte[]> run(ReadableByteChannel channel) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(shares.size(), Workers::thread);
        List<Future<Map<Algorithm, byte[]>>> results = new ArrayList<>();
        try {
            for (int i = 0; i < shares.size(); i++) {
                int share = i;
                results.add(pool.submit(() -> compute(shares.get(share), queues.get(share))));
            }
            read(channel);
            return collect(results);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.nio.channels.ClosedByInterruptException();
        } finally {
            // On the good path all are done; on any other they wait for pieces that will not come.
            Workers.stop(pool);
        }
    }

    private void read(ReadableByteChannel channel) throws IOException, InterruptedException {
        while (trouble.get() == null) {
            Piece piece = free.take();
            if (!Pass.fill(channel, piece.bytes, cancellation)) {
                break;
            }
            int length = piece.bytes.remaining();
            publish(piece);
            size += length;
            progress.hashed(length);
        }
        publish(new Piece(ByteBuffer.allocate(0)));
    }

    private void publish(Piece piece) throws InterruptedException {
        piece.readers.set(queues.size());
        for (BlockingQueue<Piece> queue : queues) {
            queue.put(piece);
        }
    }

    private Map<Algorithm, byte[]> compute(List<Lane> lanes, BlockingQueue<Piece> queue) throws InterruptedException {
        for (Piece piece = queue.take(); piece.bytes.hasRemaining(); piece = queue.take()) {
            try {
                for (Lane lane : lanes) {
                    lane.update(piece.bytes.duplicate());
                }
            } catch (RuntimeException e) {
                trouble.compareAndSet(null, e);
            }
            if (piece.readers.decrementAndGet() == 0) {
                free.put(piece);
            }
        }
        Map<Algorithm, byte[]> digests = new EnumMap<>(Algorithm.class);
        lanes.forEach(lane -> lane.finish(digests));
        return digests;
    }

    private Map<Algorithm, byte[]> collect(List<Future<Map<Algorithm, byte[]>>> results) throws InterruptedException {
        Map<Algorithm, byte[]> all = new EnumMap<>(Algorithm.class);
        for (Future<Map<Algorithm, byte[]>> result : results) {
            try {
                all.putAll(result.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a digest failed: " + e.getCause(), e.getCause());
            }
        }
        if (trouble.get() != null) {
            throw trouble.get();
        }
        return all;
    }

    private record Piece(ByteBuffer bytes, AtomicInteger readers) {

        Piece(ByteBuffer bytes) {
            this(bytes, new AtomicInteger());
        }
    }
}
