package io.roarbench.hash;

import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.DigestProvider;
import io.roarbench.hash.spi.FileHashing;
import io.roarbench.hash.spi.FusedHashing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which provider computes which of the digests wanted. Immutable. */
final class Lineup {

    private final Map<Algorithm, VerifiedProvider> providers;
    private final Map<Algorithm, DigestSource> sources;

    /** @param providers in the order of the algorithms wanted */
    Lineup(Map<Algorithm, VerifiedProvider> providers) {
        this.providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        Map<Algorithm, DigestSource> named = new EnumMap<>(Algorithm.class);
        providers.forEach((algorithm, verified) -> named.put(algorithm,
                new DigestSource(verified.provider().name(), verified.provider().description(algorithm))));
        this.sources = Collections.unmodifiableMap(named);
    }

    Set<Algorithm> algorithms() {
        return providers.keySet();
    }

    DigestProvider provider(Algorithm algorithm) {
        return providers.get(algorithm).provider();
    }

    /** The provider of all algorithms, if one is chosen for all. */
    Optional<DigestProvider> only() {
        List<DigestProvider> distinct = providers.values().stream().map(VerifiedProvider::provider).distinct().toList();
        return distinct.size() == 1 ? Optional.of(distinct.get(0)) : Optional.empty();
    }

    /** The provider that reads files itself and computes all digests wanted, if there is one. */
    Optional<FileHashing> wholeFile() {
        return only().filter(p -> p instanceof FileHashing f && f.hashesFiles(algorithms())).map(FileHashing.class::cast);
    }

    /**
     * Opens what it takes to compute all digests.
     *
     * @param fuse whether only direct buffers will come, so that digests may be fused
     */
    List<Lane> openLanes(boolean fuse) {
        List<Lane> lanes = new ArrayList<>();
        Set<Algorithm> left = EnumSet.copyOf(algorithms());
        if (fuse) {
            for (VerifiedProvider provider : Set.copyOf(providers.values())) {
                openFused(provider.provider(), left, lanes);
            }
        }
        for (Algorithm algorithm : left) {
            lanes.add(new Lane.Single(algorithm, provider(algorithm).openDigest(algorithm)));
        }
        return lanes;
    }

    /** Whether all digests take arrays faster than direct buffers. */
    boolean prefersArrays() {
        return providers.values().stream().allMatch(verified -> verified.provider().prefersArrays());
    }

    private void openFused(DigestProvider provider, Set<Algorithm> left, List<Lane> lanes) {
        if (!(provider instanceof FusedHashing fusing)) {
            return;
        }
        for (Set<Algorithm> fusion : fusing.fusions()) {
            if (left.containsAll(fusion) && fusion.stream().allMatch(a -> provider(a) == provider)) {
                lanes.add(new Lane.Fused(fusing.openFused(fusion)));
                left.removeAll(fusion);
            }
        }
    }

    /** What computes each digest. */
    Map<Algorithm, DigestSource> sources() {
        return sources;
    }

    /** Notes what was hashed; the answer is that of a provider that has failed a self-test, if one has. */
    Availability used(long bytes) {
        for (Map.Entry<Algorithm, VerifiedProvider> entry : providers.entrySet()) {
            Availability now = entry.getValue().used(entry.getKey(), bytes);
            if (!now.available()) {
                return now;
            }
        }
        return Availability.yes();
    }

    /** Digests as the caller gets them. */
    ContentDigest content(long size, Map<Algorithm, byte[]> digests) {
        if (digests.size() == 1) {
            Algorithm only = algorithms().iterator().next();
            return new ContentDigest(size, Map.of(only, HexFormat.of().formatHex(digests.get(only))), sources);
        }
        Map<Algorithm, String> texts = new LinkedHashMap<>();
        for (Algorithm algorithm : algorithms()) {
            texts.put(algorithm, HexFormat.of().formatHex(digests.get(algorithm)));
        }
        return new ContentDigest(size, Collections.unmodifiableMap(texts), sources);
    }

    /** As {@link #used(long)}, as a failure of the file just hashed. */
    void requireTrusted(Path file, long bytes) throws HashFailure {
        Availability now = used(bytes);
        if (!now.available()) {
            throw new HashFailure(HashFailure.Kind.PROVIDER, file, now.reason(), null);
        }
    }
}
