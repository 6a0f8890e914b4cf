package io.roarbench.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import io.roarbench.plan.CacheState;
import io.roarbench.plan.GeneratedFile;
import io.roarbench.plan.HashTrial;
import io.roarbench.plan.ReadTrial;
import io.roarbench.plan.Variant;
import java.util.Locale;

/** {@code hashing('id') { … }}: hashes of one file, side by side. The first variant is the baseline. */
public final class HashingBlock extends ExperimentBlock {

    private final long seed;
    private GeneratedFile hashed;
    private CacheState cache = CacheState.CACHED;

    HashingBlock(Scope scope, String id, long seed) {
        super(scope, "hashing", id);
        this.seed = seed;
    }

    /** The file: incompressible bytes, made before measuring and removed afterwards, in the temporary folder. */
    public void file(Size size) {
        keyword("file");
        hashed = new GeneratedFile(size.bytes(), "", seed);
    }

    /** The same in a folder of your choice (empty: the temporary folder), which decides the disk that is measured. */
    public void file(Size size, String directory) {
        keyword("file");
        hashed = new GeneratedFile(size.bytes(), directory, seed);
    }

    /** Page cache state before each trial: {@code 'cached'} (the default) or {@code 'cold'}; verified each time. */
    public void pageCache(String state) {
        keyword("pageCache");
        cache = switch (state.toLowerCase(Locale.ROOT)) {
            case "cached" -> CacheState.CACHED;
            case "cold" -> CacheState.COLD;
            default -> throw new IllegalArgumentException(
                    "the page cache is 'cached' or 'cold', not '" + state + "'");
        };
    }

    /** One hash to measure, by the fastest provider, on one thread unless told otherwise. Needs {@code file} first. */
    public void variant(
            String name,
            @DelegatesTo(value = HashVariantBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> body) {
        keyword("variant");
        HashVariantBlock block = new HashVariantBlock(scope(), name);
        inside(block, body);
        add(new Variant(name, block.trial(madeFile(), cache)));
    }

    /** Reading the file without hashing it, on one thread: the limit of all hashes of it that have one. */
    public void reading(String name) {
        keyword("reading");
        add(new Variant(name, new ReadTrial(madeFile(), cache)));
    }

    /** The same with one thread for each processor of the machine that measures. */
    public void readingOnAllThreads(String name) {
        keyword("readingOnAllThreads");
        add(new Variant(name, new ReadTrial(0, madeFile(), cache)));
    }

    private GeneratedFile madeFile() {
        if (hashed == null) {
            throw new IllegalArgumentException("say what is hashed before this, e.g. file 100.MB");
        }
        return hashed;
    }

    /** {@code variant('name') { … }} inside {@code hashing}. */
    public static final class HashVariantBlock extends Block {

        private String chosenAlgorithm;
        private String chosenProvider = HashTrial.AUTO;
        private String chosenLevel = HashTrial.AUTO;
        private String chosenIo = HashTrial.AUTO;
        private int threadCount = 1;

        HashVariantBlock(Scope scope, String name) {
            super(scope, "inside variant '" + name + "'");
        }

        /** {@code 'blake3'}, {@code 'sha256'}, {@code 'sha512'} or {@code 'md5'}. */
        public void algorithm(String name) {
            keyword("algorithm");
            chosenAlgorithm = KnownNames.require("algorithm", name, KnownNames.ALGORITHMS);
        }

        /** A provider's name, or {@code 'auto'} (the default) for the fastest that works. */
        public void provider(String name) {
            keyword("provider");
            chosenProvider = KnownNames.require("provider", name, KnownNames.PROVIDERS);
        }

        /**
         * The SIMD level of the provider {@code 'native'}: {@code 'portable'}, {@code 'sse41'}, {@code 'avx2'}, {@code
         * 'avx512'} or {@code 'neon'}, or {@code 'auto'} (the default) for the highest that the CPU has.
         */
        public void level(String name) {
            keyword("level");
            chosenLevel = KnownNames.require("level", name, KnownNames.LEVELS);
        }

        /** How the file is read: {@code 'read'}, {@code 'mmap'}, {@code 'direct'}, or {@code 'auto'} (the default). */
        public void io(String mode) {
            keyword("io");
            chosenIo = KnownNames.require("I/O", mode, KnownNames.IO_MODES);
        }

        /** Threads that work on the one file; the default is 1. */
        public void threads(int count) {
            keyword("threads");
            if (count < 1) {
                throw new IllegalArgumentException("threads are at least 1, not " + count);
            }
            threadCount = count;
        }

        /** One thread for each processor of the machine that measures. */
        public void allThreads() {
            keyword("allThreads");
            threadCount = 0;
        }

        HashTrial trial(GeneratedFile file, CacheState cache) {
            if (chosenAlgorithm == null) {
                throw new IllegalArgumentException("say which hash, e.g. algorithm 'blake3'");
            }
            if (!chosenLevel.equals(HashTrial.AUTO) && !chosenProvider.equals("native")) {
                throw new IllegalArgumentException("only provider 'native' has levels; say provider 'native', too");
            }
            return new HashTrial(chosenAlgorithm, chosenProvider, chosenLevel, chosenIo, threadCount, file, cache);
        }
    }
}
