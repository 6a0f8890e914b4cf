package io.roarbench.hash.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.roarbench.hash.Algorithm;
import io.roarbench.hash.HashFailure;
import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.BatchHashing;
import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.DigestProvider;
import io.roarbench.hash.spi.FileHash;
import io.roarbench.hash.spi.FileHashing;
import io.roarbench.hash.spi.FileRequest;
import io.roarbench.hash.spi.FusedHashing;
import io.roarbench.hash.spi.ParallelHashing;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The provider {@code native}: libroarhash. Uses the highest level that the CPU has; the environment variable {@code
 * ROARBENCH_HASH_LEVEL} (portable, sse41, avx2, avx512, neon) or {@link #at} force one.
 *
 * <p>Memory: 2 MiB of read buffer (8 MiB where a thread reads ahead) and 1 MiB of stack address space a thread, 300 bytes and the name a file (at most 4096 at a
 * time), 32 bytes for each part of a file that several threads share (2 MiB at most); mapped files have 8 MiB a thread
 * present at once.
 */
public final class NativeProvider
        implements DigestProvider, FileHashing, BatchHashing, ParallelHashing, FusedHashing {

    private static final String LEVEL_VARIABLE = "ROARBENCH_HASH_LEVEL";
    /** Below these sizes a file is hashed on the calling thread: threads and progress would cost more than they give. */
    private static final long INLINE_ONE_THREAD = 4L << 20;
    private static final long INLINE_SEVERAL_THREADS = 512L << 10;
    private static final int FILES_AT_A_TIME = 4096;

    private final Optional<String> wanted;
    private volatile Engine loaded;

    /** At the level of the environment variable, else the best. Loads nothing yet. */
    public NativeProvider() {
        this(Optional.ofNullable(System.getenv(LEVEL_VARIABLE)).filter(name -> !name.isBlank()));
    }

    private NativeProvider(Optional<String> wanted) {
        this.wanted = wanted;
    }

    /** At a given level; not available where the CPU lacks it. */
    public static NativeProvider at(SimdLevel level) {
        return new NativeProvider(Optional.of(level.label()));
    }

    private Engine engine() {
        Engine engine = loaded;
        if (engine == null) {
            synchronized (this) {
                if (loaded == null) {
                    loaded = Engine.load(wanted);
                }
                engine = loaded;
            }
        }
        return engine;
    }

    /** The code of the level; throws if the algorithm cannot be used. */
    private int level(Set<Algorithm> algorithms) {
        for (Algorithm algorithm : algorithms) {
            Availability availability = engine().availability(algorithm);
            if (!availability.available()) {
                throw new IllegalStateException("native " + algorithm + " is not available: " + availability.reason());
            }
        }
        return engine().levelCode();
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public Set<Algorithm> algorithms() {
        return EnumSet.allOf(Algorithm.class);
    }

    @Override
    public Availability availability(Algorithm algorithm) {
        return engine().availability(algorithm);
    }

    @Override
    public String version() {
        Engine engine = engine();
        return engine.level() == null ? "absent" : "libroarhash " + RoarHash.ABI + " " + engine.level().label();
    }

    @Override
    public String description(Algorithm algorithm) {
        Engine engine = engine();
        if (engine.level() == null) {
            return "not available";
        }
        int lanes = lanes(algorithm);
        String batches = lanes > 1 ? ", batches " + lanes + " files at once" : "";
        return switch (algorithm) {
            case BLAKE3 -> engine.level().label();
            case SHA256 -> (engine.shaExtensions() ? "SHA-NI" : "portable C") + batches;
            case SHA512, MD5 -> "C" + batches + (lanes > 1 ? " by " + engine.level().label() : "");
        };
    }

    @Override
    public Digest openDigest(Algorithm algorithm) {
        return new NativeDigest(algorithm, level(Set.of(algorithm)));
    }

    /** A BLAKE3 tree whose parts can be hashed apart. */
    public Blake3Tree openTree() {
        return new Blake3Tree(level(Set.of(Algorithm.BLAKE3)));
    }

    @Override
    public boolean hashesFiles(Set<Algorithm> algorithms) {
        return algorithms.stream().allMatch(algorithm -> availability(algorithm).available());
    }

    @Override
    public FileHash hashFile(Path file, FileRequest request) throws HashFailure {
        int level = level(request.algorithms());
        if (request.cancellation().requested()) {
            throw new HashFailure(HashFailure.Kind.CANCELLED, file);
        }
        try (FileJobs jobs = new FileJobs(List.of(file), 1)) {
            long limit = request.threads() > 1 ? INLINE_SEVERAL_THREADS : INLINE_ONE_THREAD;
            int larger = RoarHash.rh_file(jobs.address(), Digests.bits(request.algorithms()), level,
                    FileJobs.io(request.io()), limit);
            if (larger == 0) {
                FileHash hash = jobs.result(0, request.algorithms());
                if (hash.size() > 0) {
                    request.progress().hashed(hash.size());
                }
                return hash;
            }
            return hashLarge(jobs, request, level);
        }
    }

    private static FileHash hashLarge(FileJobs jobs, FileRequest request, int level) throws HashFailure {
        Outcome outcome = new Outcome();
        try (FileBatch batch = new FileBatch(jobs, request, level)) {
            batch.run(outcome);
        }
        return outcome.get();
    }

    @Override
    public int lanes(Algorithm algorithm) {
        Engine engine = engine();
        return engine.level() == null ? 1 : RoarHash.rh_lanes(engine.levelCode(), Digests.bit(algorithm));
    }

    @Override
    public void hashFiles(List<Path> files, FileRequest request, Listener listener) {
        int level = level(request.algorithms());
        int lanes = request.algorithms().size() == 1 ? lanes(request.algorithms().iterator().next()) : 1;
        for (int from = 0; from < files.size(); from += FILES_AT_A_TIME) {
            List<Path> slice = files.subList(from, Math.min(from + FILES_AT_A_TIME, files.size()));
            Listener shifted = from == 0 ? listener : new ShiftedListener(listener, from);
            try (FileJobs jobs = new FileJobs(slice, lanes);
                    FileBatch batch = new FileBatch(jobs, request, level)) {
                batch.run(shifted);
            }
        }
    }

    @Override
    public boolean parallel(Algorithm algorithm) {
        return algorithm == Algorithm.BLAKE3;
    }

    @Override
    public byte[] hash(Algorithm algorithm, ByteBuffer input, int threads) {
        if (!parallel(algorithm) || !input.isDirect()) {
            try (Digest digest = openDigest(algorithm)) {
                digest.update(input);
                return digest.finish();
            }
        }
        int level = level(Set.of(algorithm));
        try (Memory digest = new Memory(RoarHash.DIGEST_SLOT)) {
            long address = Pointer.nativeValue(Native.getDirectBufferPointer(input)) + input.position();
            RoarHash.rh_memory(level, address, input.remaining(), threads, Pointer.nativeValue(digest));
            input.position(input.limit());
            return digest.getByteArray(0, algorithm.digestLength());
        }
    }

    @Override
    public Set<Set<Algorithm>> fusions() {
        Engine engine = engine();
        boolean both = hashesFiles(EnumSet.of(Algorithm.MD5, Algorithm.SHA256));
        return both && engine.shaExtensions() ? Set.of(Set.of(Algorithm.MD5, Algorithm.SHA256)) : Set.of();
    }

    @Override
    public FusedDigest openFused(Set<Algorithm> algorithms) {
        return new NativeFusedDigest(algorithms, level(algorithms));
    }

    /** The result of one file. */
    private static final class Outcome implements Listener {

        private FileHash hash;
        private HashFailure failure;

        @Override
        public void hashed(int index, FileHash hash) {
            this.hash = hash;
        }

        @Override
        public void failed(int index, HashFailure failure) {
            this.failure = failure;
        }

        FileHash get() throws HashFailure {
            if (failure != null) {
                throw failure;
            }
            return hash;
        }
    }

    /** A slice's indexes as those of the whole list. */
    private record ShiftedListener(Listener listener, int by) implements Listener {

        @Override
        public void hashed(int index, FileHash hash) {
            listener.hashed(index + by, hash);
        }

        @Override
        public void failed(int index, HashFailure failure) {
            listener.failed(index + by, failure);
        }
    }
}
