package io.roarbench.hash;

import io.roarbench.hash.Workspaces.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Hashes what is read in Java. */
final class Reading {

    /** Between two of these a cancellation is noticed. */
    private static final int MEMORY_PIECE = 8 << 20;
    /** Several digests take this much at a time, so that all but the first find it in the second-level cache. */
    private static final int SHARED_PIECE = 256 << 10;
    /** Smaller files are not worth a mapping. */
    private static final long MAPPED_BY_ITSELF = 8L << 20;

    private final Lineup lineup;
    private final HasherOptions options;
    private final Workspaces workspaces;

    Reading(Lineup lineup, HasherOptions options, Workspaces workspaces) {
        this.lineup = lineup;
        this.options = options;
        this.workspaces = workspaces;
    }

    ContentDigest hash(ReadableByteChannel channel) throws IOException {
        ContentDigest result = options.threads() > 1 && lineup.algorithms().size() > 1
                ? withCrew(channel, options.threads())
                : alone(channel);
        if (!lineup.used(result.size()).available()) {
            throw new IOException(lineup.used(0).reason());
        }
        return result;
    }

    Map<Algorithm, byte[]> hash(ByteBuffer input) {
        List<Lane> lanes = lineup.openLanes(input.isDirect());
        try {
            int piece = lanes.size() > 1 ? SHARED_PIECE : MEMORY_PIECE;
            return new Pass(lanes, options.progress(), options.cancellation()).run(input, piece);
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    /** One file on the calling thread, or with helpers if there are several digests to share out. */
    FileDigest hash(Path file, long size, int threads) throws IOException {
        if (threads > 1 && lineup.algorithms().size() > 1 && size > MEMORY_PIECE) {
            try (Source source = Source.open(file, options.io(), ByteBuffer.allocateDirect(2 * SHARED_PIECE))) {
                return new FileDigest(file, withCrew(source.channel(), threads), source.io());
            }
        }
        // A small file needs no large buffer, which costs time to clear; procfs says 0 for files that have content.
        int buffer = options.io() == IoMode.DIRECT || size > options.bufferSize() || size == 0
                ? options.bufferSize() : roundUp(size);
        Workspace workspace = workspaces.take(lineup, Math.min(buffer, options.bufferSize()), mapped(size));
        boolean done = false;
        try (Source source = Source.open(file, options.io(), workspace.buffer())) {
            Pass pass = new Pass(workspace.lanes(), options.progress(), options.cancellation());
            Map<Algorithm, byte[]> digests = pass.run(source.channel(), source.buffer());
            done = true;
            return new FileDigest(file, lineup.content(pass.size(), digests), source.io());
        } finally {
            putBack(workspace, done);
        }
    }

    /** Whether an array is the buffer, to which a mapping is copied. */
    private boolean mapped(long size) {
        return lineup.prefersArrays()
                && (options.io() == IoMode.MMAP || options.io() == IoMode.AUTO && size >= MAPPED_BY_ITSELF);
    }

    private ContentDigest alone(ReadableByteChannel channel) throws IOException {
        Workspace workspace = workspaces.take(lineup, options.bufferSize(), false);
        boolean done = false;
        try {
            Pass pass = new Pass(workspace.lanes(), options.progress(), options.cancellation());
            Map<Algorithm, byte[]> digests = pass.run(channel, workspace.buffer());
            done = true;
            return lineup.content(pass.size(), digests);
        } finally {
            putBack(workspace, done);
        }
    }

    private ContentDigest withCrew(ReadableByteChannel channel, int threads) throws IOException {
        List<Lane> lanes = lineup.openLanes(true);
        try {
            Crew crew = new Crew(Shares.split(lanes, threads), options.progress(), options.cancellation());
            Map<Algorithm, byte[]> digests = crew.run(channel);
            return lineup.content(crew.size(), digests);
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    private void putBack(Workspace workspace, boolean done) {
        if (done) {
            workspaces.giveBack(workspace);
        } else {
            workspace.close();
        }
    }

    private static int roundUp(long size) {
        int page = 4 << 10;
        // One byte more than the file, so that its end is seen by the same read loop without another buffer.
        return (int) ((size + page) / page * page);
    }
}
