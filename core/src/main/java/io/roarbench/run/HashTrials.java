package io.roarbench.run;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.DigestSource;
import io.roarbench.hash.FileDigest;
import io.roarbench.hash.HashFailure;
import io.roarbench.hash.Hasher;
import io.roarbench.hash.HasherBuilder;
import io.roarbench.hash.IoMode;
import io.roarbench.hash.ProviderUnavailableException;
import io.roarbench.measure.Sample;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.CacheState;
import io.roarbench.plan.HashTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Gets trials that hash a file ready. */
final class HashTrials {

    private final Workspace workspace;
    private final BooleanSupplier cancelled;
    private final CacheKeeper cache;
    private final Map<String, Optional<String>> expected = new HashMap<>();

    HashTrials(Workspace workspace, BooleanSupplier cancelled, CacheKeeper cache) {
        this.workspace = workspace;
        this.cancelled = cancelled;
        this.cache = cache;
    }

    PreparedTrial prepare(HashTrial trial) throws UnavailableException, IOException, InterruptedException {
        cache.requireMemory(trial.file().bytes(), trial.cache());
        Path file = workspace.file(trial.file());
        Algorithm algorithm = Algorithm.of(trial.algorithm());
        int threads = trial.threads() == 0 ? Runtime.getRuntime().availableProcessors() : trial.threads();
        try {
            HasherBuilder builder = Hasher.builder().algorithms(algorithm).provider(trial.provider()).threads(threads)
                    .io(IoMode.of(trial.io())).cancellation(cancelled::getAsBoolean);
            Hasher hasher = trial.level().equals(HashTrial.AUTO) ? builder.build() : builder.level(trial.level()).build();
            DigestSource source = hasher.sources().get(algorithm);
            return new Prepared(hasher, algorithm, file, trial.cache(), threads, source,
                    expected(file, algorithm, source.provider()));
        } catch (ProviderUnavailableException e) {
            throw new UnavailableException(e.getMessage(), e);
        }
    }

    /** The digest by another provider than the one that is measured, where one works here. */
    private Optional<String> expected(Path file, Algorithm algorithm, String measured) throws IOException {
        String key = algorithm + " " + measured + " " + file;
        Optional<String> known = expected.get(key);
        if (known == null) {
            known = oracle(file, algorithm, measured);
            expected.put(key, known);
        }
        return known;
    }

    private Optional<String> oracle(Path file, Algorithm algorithm, String measured) throws IOException {
        for (String name : List.of("jdk", "openssl", "native", "vector", "bouncycastle")) {
            if (!name.equals(measured)) {
                try (Hasher hasher = Hasher.builder().algorithms(algorithm).provider(name)
                        .cancellation(cancelled::getAsBoolean).build()) {
                    workspace.listener().preparing("what its " + algorithm.label() + " must be, by " + name);
                    return Optional.of(hasher.hash(file).digest(algorithm));
                } catch (ProviderUnavailableException tryNext) {
                    continue;
                }
            }
        }
        return Optional.empty();
    }

    private final class Prepared implements PreparedTrial {

        private final Hasher hasher;
        private final Algorithm algorithm;
        private final Path file;
        private final CacheState state;
        private final int threads;
        private final DigestSource source;
        private Optional<String> wanted;
        private String io = "";

        Prepared(Hasher hasher, Algorithm algorithm, Path file, CacheState state, int threads, DigestSource source,
                Optional<String> wanted) {
            this.hasher = hasher;
            this.algorithm = algorithm;
            this.file = file;
            this.state = state;
            this.threads = threads;
            this.source = source;
            this.wanted = wanted;
        }

        @Override
        public Sample measure() throws UnavailableException, InterruptedException {
            Optional<String> problem = cache.bring(file, state);
            if (problem.isPresent()) {
                return Sample.invalid(problem.get());
            }
            try {
                long begin = System.nanoTime();
                FileDigest digest = hasher.hash(file);
                long nanos = System.nanoTime() - begin;
                return verified(digest, nanos);
            } catch (HashFailure e) {
                if (e.kind() == HashFailure.Kind.CANCELLED || Thread.interrupted()) {
                    throw new InterruptedException(e.getMessage());
                }
                return Sample.invalid(e.getMessage());
            } catch (ProviderUnavailableException e) {
                throw new UnavailableException(e.getMessage(), e);
            }
        }

        private Sample verified(FileDigest digest, long nanos) {
            io = digest.io();
            String hex = digest.digest(algorithm);
            if (wanted.isEmpty()) {
                wanted = Optional.of(hex);
            }
            return wanted.get().equals(hex)
                    ? Sample.of(nanos)
                    : Sample.invalid("wrong digest " + hex + ", another provider or an earlier trial has " + wanted.get());
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("algorithm", algorithm.label(), "provider", source.provider(), "level", source.level(),
                    "io", io, "threads", Integer.toString(threads));
        }

        @Override
        public Map<String, String> setup() {
            Map<String, String> setup = new LinkedHashMap<>();
            setup.put("page cache", CacheKeeper.describe(state));
            setup.put("hashing", algorithm.label() + " " + (threads == 1 ? "single-threaded" : "on " + threads + " threads")
                    + " by " + source.provider() + " (" + source.level() + (io.isEmpty() ? "" : ", " + io) + ")");
            return setup;
        }

        @Override
        public void close() {
            hasher.close();
        }
    }
}
