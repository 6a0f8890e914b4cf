package io.roarbench.hash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** One pass over bytes on one thread: read a piece, give it to each lane while it is in the cache, and so on. */
final class Pass {

    private final List<Lane> lanes;
    private final ProgressListener progress;
    private final Cancellation cancellation;
    private long size;

    Pass(List<Lane> lanes, ProgressListener progress, Cancellation cancellation) {
        this.lanes = lanes;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /** Bytes hashed. */
    long size() {
        return size;
    }

    /**
     * Hashes everything that comes.
     *
     * @throws CancellationException if the caller cancels
     */
    Map<Algorithm, byte[]> run(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (fill(channel, buffer, cancellation)) {
            add(buffer);
        }
        return finish();
    }

    /** Hashes the remaining bytes of a buffer, in pieces between which it can be cancelled. */
    Map<Algorithm, byte[]> run(ByteBuffer input, int piece) {
        int limit = input.limit();
        while (input.position() < limit) {
            requireGoingOn(cancellation);
            input.limit(Math.min(limit, input.position() + Math.min(piece, limit - input.position())));
            add(input);
            input.position(input.limit()).limit(limit);
        }
        return finish();
    }

    /** Reads until the buffer is full or the input ends; false if nothing is left. */
    static boolean fill(ReadableByteChannel channel, ByteBuffer buffer, Cancellation cancellation) throws IOException {
        requireGoingOn(cancellation);
        buffer.clear();
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            requireGoingOn(cancellation);
        }
        return buffer.flip().hasRemaining();
    }

    private void add(ByteBuffer piece) {
        int start = piece.position();
        int length = piece.remaining();
        for (Lane lane : lanes) {
            lane.update(piece.position(start));
        }
        size += length;
        progress.hashed(length);
    }

    private Map<Algorithm, byte[]> finish() {
        Map<Algorithm, byte[]> digests = new EnumMap<>(Algorithm.class);
        lanes.forEach(lane -> lane.finish(digests));
        return digests;
    }

    private static void requireGoingOn(Cancellation cancellation) {
        if (cancellation.requested()) {
            throw new CancellationException("hashing was cancelled");
        }
    }
}
