package io.roarbench.hash;

import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.DigestProvider;
import io.roarbench.hash.spi.ParallelHashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Hashes files, streams and buffers, with several digests from one pass over the bytes. Thread-safe; threads that hash
 * at the same time do not wait for each other.
 *
 * <pre>{@code
 * try (Hasher hasher = Hasher.builder().algorithms(Algorithm.BLAKE3, Algorithm.SHA256).threads(4).build()) {
 *     FileDigest digest = hasher.hash(Path.of("model.safetensors"));
 *     System.out.println(digest.digest(Algorithm.BLAKE3));
 * }
 * }</pre>
 *
 * <p>Providers are chosen at the first hashing and kept. Memory: one buffer for each thread (see {@link
 * HasherBuilder#bufferSize}), 2 MiB where digests are spread over threads, and what a provider says of itself.
 */
public final class Hasher implements AutoCloseable {

    private final Selection selection;
    private final HasherOptions options;
    private final Workspaces workspaces = new Workspaces();
    private volatile Lineup lineup;

    Hasher(Selection selection, HasherOptions options) {
        this.selection = selection;
        this.options = options;
    }

    /** Starts building a hasher. */
    public static HasherBuilder builder() {
        return new HasherBuilder();
    }

    /** A hasher with the fastest providers, on one thread. */
    public static Hasher of(Algorithm... algorithms) {
        return builder().algorithms(algorithms).build();
    }

    /**
     * Hashes one file with all threads.
     *
     * @throws HashFailure if it cannot be hashed, or the hashing was cancelled; its kind says which
     * @throws ProviderUnavailableException if no provider works
     */
    public FileDigest hash(Path file) throws HashFailure {
        return files(lineupFor(List.of(file))).hash(file, options.threads());
    }

    /**
     * Hashes many files, several at once if the hasher has several threads. A failure of one leaves the others alone.
     *
     * @return one outcome for each file, in the order given
     */
    public List<FileOutcome> hashAll(Collection<Path> files) {
        List<FileOutcome> outcomes = new ArrayList<>(files.size());
        hashAll(files, outcomes::add);
        return outcomes;
    }

    /**
     * As {@link #hashAll(Collection)}, handing over each outcome as soon as it and all before it are there.
     *
     * @param each called in the order of the files, by one thread at a time
     */
    public void hashAll(Collection<Path> files, Consumer<FileOutcome> each) {
        List<Path> list = List.copyOf(files);
        new FileQueue(files(lineupFor(list)), options.threads(), list, each).run();
    }

    /**
     * Hashes a stream to its end; does not close it.
     *
     * @throws IOException           what the stream throws
     * @throws CancellationException if the hashing was cancelled
     */
    public ContentDigest hash(InputStream input) throws IOException {
        return new Reading(chosen(Long.MAX_VALUE), options, workspaces).hash(Channels.newChannel(input));
    }

    /**
     * Hashes a channel to its end; does not close it.
     *
     * @throws IOException           what the channel throws
     * @throws CancellationException if the hashing was cancelled
     */
    public ContentDigest hash(ReadableByteChannel channel) throws IOException {
        return new Reading(chosen(Long.MAX_VALUE), options, workspaces).hash(channel);
    }

    /**
     * Hashes the remaining bytes of a buffer, heap or direct, whose position is its limit afterwards.
     *
     * @throws CancellationException if the hashing was cancelled
     */
    public ContentDigest hash(ByteBuffer input) {
        Lineup now = chosen(input.remaining());
        long size = input.remaining();
        Map<Algorithm, byte[]> digests;
        if (options.threads() > 1 && now.only().filter(this::parallel).isPresent()) {
            Algorithm only = options.algorithms().get(0);
            digests = Map.of(only, ((ParallelHashing) now.provider(only)).hash(only, input, options.threads()));
            if (size > 0) {
                options.progress().hashed(size);
            }
        } else {
            digests = new Reading(now, options, workspaces).hash(input);
        }
        Availability trusted = now.used(size);
        if (!trusted.available()) {
            throw new ProviderUnavailableException(trusted.reason());
        }
        return now.content(size, digests);
    }

    /** What computes, or would compute, each digest. */
    public Map<Algorithm, DigestSource> sources() {
        return chosen(Long.MAX_VALUE).sources();
    }

    /** Gives buffers and native memory back. */
    @Override
    public void close() {
        workspaces.close();
    }

    private boolean parallel(DigestProvider provider) {
        return options.algorithms().size() == 1 && provider instanceof ParallelHashing tree
                && tree.parallel(options.algorithms().get(0));
    }

    private FileHasher files(Lineup now) {
        return new FileHasher(now, options, workspaces, this::forget);
    }

    private Lineup lineupFor(List<Path> files) {
        if (lineup != null) {
            return lineup;
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += file.toFile().length();
            if (bytes >= Selection.WORTH_MEASURING) {
                break;
            }
        }
        return chosen(bytes);
    }

    private synchronized Lineup chosen(long bytesAhead) {
        if (lineup == null) {
            lineup = selection.lineup(options.algorithms(), bytesAhead);
        }
        return lineup;
    }

    /** A provider has failed: choose again next time, and open its digests no more. */
    private synchronized void forget() {
        lineup = null;
        workspaces.close();
    }
}
