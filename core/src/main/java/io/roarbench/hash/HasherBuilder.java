package io.roarbench.hash;

import io.roarbench.hash.nativelib.SimdLevel;
import io.roarbench.hash.spi.DigestProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds a {@link Hasher}. Without any call: blake3, fastest provider, one thread, I/O chosen automatically. */
public final class HasherBuilder {

    private static final int MIN_BUFFER = 4 << 10;
    private static final int MAX_BUFFER = 1 << 30;

    private final Set<Algorithm> algorithms = new LinkedHashSet<>();
    private final Map<Algorithm, String> named = new EnumMap<>(Algorithm.class);
    private String namedForAll;
    private List<DigestProvider> providers;
    private Tuning tuning = Tuning.LAZY;
    private SpeedStore speeds;
    private int threads = 1;
    private IoMode io = IoMode.AUTO;
    private int bufferSize = 256 << 10;
    private ProgressListener progress = ProgressListener.none();
    private Cancellation cancellation = Cancellation.never();

    HasherBuilder() {
    }

    /** Adds digests to compute; their order is the order of results. */
    public HasherBuilder algorithms(Algorithm... more) {
        return algorithms(List.of(more));
    }

    /** Adds digests to compute; their order is the order of results. */
    public HasherBuilder algorithms(Collection<Algorithm> more) {
        algorithms.addAll(more);
        return this;
    }

    /** Uses the provider of this name for every algorithm; {@code auto} means the fastest. */
    public HasherBuilder provider(String name) {
        namedForAll = name.equals("auto") ? null : name;
        return this;
    }

    /** Uses the provider of this name for one algorithm. */
    public HasherBuilder provider(Algorithm algorithm, String name) {
        named.put(algorithm, name);
        return this;
    }

    /**
     * Has the provider {@code native} work at this SIMD level, e.g. {@code avx2}, instead of the highest that the CPU has.
     * Replaces what {@link #providers} was given.
     *
     * @throws IllegalArgumentException if there is no such level; the message lists them. A level that only this CPU lacks
     *     makes the provider unavailable
     */
    public HasherBuilder level(String name) {
        return providers(Providers.all(SimdLevel.of(name)));
    }

    /** Chooses among these instead of {@link Providers#all()}; sharing them between hashers spares loading them again. */
    public HasherBuilder providers(List<DigestProvider> candidates) {
        providers = List.copyOf(candidates);
        return this;
    }

    /** How the fastest provider is found; default {@link Tuning#LAZY}. */
    public HasherBuilder tuning(Tuning how) {
        tuning = how;
        return this;
    }

    HasherBuilder speeds(SpeedStore store) {
        speeds = store;
        return this;
    }

    /**
     * How many threads may hash at once (besides the caller's, which may read): over files first, then within one file
     * where the algorithm is a tree or several digests are wanted.
     *
     * @param count 1 or more
     */
    public HasherBuilder threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, not " + count);
        }
        threads = count;
        return this;
    }

    /** How files are read; default {@link IoMode#AUTO}. */
    public HasherBuilder io(IoMode mode) {
        io = mode;
        return this;
    }

    /**
     * The read buffer of each thread where a provider does not read by itself; default 256 KiB.
     *
     * @param bytes 4 KiB to 1 GiB
     */
    public HasherBuilder bufferSize(int bytes) {
        if (bytes < MIN_BUFFER || bytes > MAX_BUFFER) {
            throw new IllegalArgumentException("the buffer size must be 4 KiB to 1 GiB, not " + bytes + " bytes");
        }
        bufferSize = bytes;
        return this;
    }

    /** Is told about bytes hashed. */
    public HasherBuilder progress(ProgressListener listener) {
        progress = listener;
        return this;
    }

    /** Is asked whether to stop. */
    public HasherBuilder cancellation(Cancellation source) {
        cancellation = source;
        return this;
    }

    /**
     * The hasher.
     *
     * @throws ProviderUnavailableException if a provider asked for by name is unknown or does not work here
     */
    public Hasher build() {
        List<Algorithm> wanted = algorithms.isEmpty() ? List.of(Algorithm.BLAKE3) : List.copyOf(algorithms);
        Map<Algorithm, String> names = new EnumMap<>(Algorithm.class);
        for (Algorithm algorithm : wanted) {
            String name = named.getOrDefault(algorithm, namedForAll);
            if (name != null) {
                names.put(algorithm, name);
            }
        }
        Selection selection = new Selection(providers == null ? Providers.all() : providers, names, tuning,
                speeds == null ? SpeedStore.ofUser() : speeds);
        if (!names.isEmpty()) {
            selection.lineup(new ArrayList<>(names.keySet()), 0);
        }
        return new Hasher(selection, new HasherOptions(wanted, threads, io, bufferSize, progress, cancellation));
    }
}
