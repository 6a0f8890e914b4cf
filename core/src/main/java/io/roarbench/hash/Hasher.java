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
import java.util.Optional;
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
 * <p>Providers are chosen at the first hashing and kept (with {@link Tuning#LAZY} chosen again when there is more to
 * hash). Memory: one buffer for each thread (see {@link HasherBuilder#bufferSize}), 2 MiB where digests are spread over threads, and what a provider says of itself.
 */
public final class Hasher implements AutoCloseable {

    /** As many files keep all lanes of the widest kernels busy. */
    private static final int MANY = 16;
    /** A file counts as so much at least: many small ones come to something, too. */
    private static final long LEAST = 4 << 10;

    private final Selection selection;
    private final HasherOptions options;
    private final Workspaces workspaces = new Workspaces();
    private Lineup lineup;
    private Selection.Scale scale;
    private long bytesSoFar;
    /** The choice for many files of like size: a provider that hashes them side by side, else the same. */
    private Optional<Lineup> batch = Optional.empty();

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
        return files(chosen(file.toFile().length())).hash(file, options.threads());
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
        FileHasher hasher = files(settled().orElseGet(() -> chosen(FileSizes.of(list))));
        Delivery delivery = new Delivery(list.size(), each);
        if (list.size() > 1 && hasher.hashesBatches()) {
            hasher.hashBatch(list, delivery);
        } else {
            new FileQueue(hasher, options.threads(), list, delivery).run();
        }
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

    /**
     * A small first job does not bind the large ones after it to a choice made without measuring, nor a tiny one all the
     * others to Java alone.
     */
    private synchronized Lineup chosen(long bytesAhead) {
        // So far the sum only says whether loading pays; measuring is for jobs that are large themselves.
        bytesSoFar = Math.min(bytesSoFar + Math.min(Math.max(bytesAhead, LEAST), Selection.WORTH_LOADING),
                Selection.WORTH_LOADING);
        long ahead = Math.max(bytesAhead, bytesSoFar);
        if (lineup == null || selection.scale(ahead).compareTo(scale) > 0) {
            lineup = selection.lineup(options.algorithms(), ahead);
            batch = Optional.empty();
            scale = selection.scale(ahead);
        }
        return lineup;
    }

    private synchronized Lineup chosen(FileSizes sizes) {
        long total = sizes.total();
        Lineup single = chosen(total);
        if (!sizes.even(MANY)) {
            return single;
        }
        if (batch.isEmpty()) {
            batch = Optional.of(selection.batch(options.algorithms(), total).orElse(single));
        }
        return batch.get();
    }

    /** The choice that holds whatever the sizes, so that they need not be looked up: it costs 5 % of hashing 64 KiB. */
    private synchronized Optional<Lineup> settled() {
        return batch.filter(choice -> choice == lineup && scale == Selection.Scale.LARGE);
    }

    /** A provider has failed: choose again next time, and open its digests no more. */
    private synchronized void forget() {
        lineup = null;
        batch = Optional.empty();
        workspaces.close();
    }
}
