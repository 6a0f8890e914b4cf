package io.roarbench.hash;

import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.BatchHashing;
import io.roarbench.hash.spi.DigestProvider;
import io.roarbench.hash.spi.FileHashing;
import io.roarbench.hash.spi.FusedHashing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses a provider for each algorithm: the one asked for, else the fastest that works. */
final class Selection {

    /** Below this, Java alone is done with blake3 before JNA and the library would be loaded. */
    static final long WORTH_LOADING = 256L << 10;
    /** Below this, what choosing better could gain is less than what measuring costs. */
    static final long WORTH_MEASURING = 64L << 20;

    /**
     * Speeds are of memory. A provider that reads files itself spares a copy, which costs any other more than this even with
     * the slowest digest.
     */
    private static final double OWN_READING = 1.04;

    /** How much a choice is made for: it holds for less, and is to be made anew for more. */
    enum Scale { TINY, SMALL, LARGE }

    private final List<VerifiedProvider> providers;
    private final Map<Algorithm, String> named;
    private final Tuning tuning;
    private final SpeedStore speeds;

    Selection(List<DigestProvider> providers, Map<Algorithm, String> named, Tuning tuning, SpeedStore speeds) {
        this.providers = providers.stream().map(VerifiedProvider::new).toList();
        this.named = named.isEmpty() ? Map.of() : new EnumMap<>(named);
        this.tuning = tuning;
        this.speeds = speeds;
    }

    /**
     * Chooses.
     *
     * @param bytesAhead how much is about to be hashed; {@link Long#MAX_VALUE} if unknown
     * @throws ProviderUnavailableException if what was asked for by name does not work here
     */
    Lineup lineup(List<Algorithm> algorithms, long bytesAhead) {
        Scale scale = scale(bytesAhead);
        Map<Algorithm, VerifiedProvider> chosen = new LinkedHashMap<>();
        for (Algorithm algorithm : algorithms) {
            String name = named.get(algorithm);
            chosen.put(algorithm, name != null ? named(algorithm, name) : fastest(algorithm, scale));
        }
        fuse(chosen, scale == Scale.LARGE);
        return new Lineup(chosen);
    }

    /** Of a job of so many bytes; with other tunings than {@link Tuning#LAZY} a choice is for all. */
    Scale scale(long bytesAhead) {
        if (tuning != Tuning.LAZY || bytesAhead >= WORTH_MEASURING) {
            return Scale.LARGE;
        }
        return bytesAhead >= WORTH_LOADING ? Scale.SMALL : Scale.TINY;
    }

    /**
     * The provider for one digest of many files of like size: one that hashes them side by side beats any that does not.
     *
     * @return empty if there is none, or one was asked for by name, or so little is not worth loading it
     */
    Optional<Lineup> batch(List<Algorithm> algorithms, long bytesAhead) {
        Algorithm algorithm = algorithms.get(0);
        if (algorithms.size() > 1 || named.containsKey(algorithm) || scale(bytesAhead) != Scale.LARGE) {
            return Optional.empty();
        }
        return candidates(algorithm, Scale.LARGE).stream()
                .filter(c -> c.provider() instanceof BatchHashing && c.provider() instanceof FileHashing)
                .filter(c -> c.availability(algorithm).available())
                .filter(c -> ((BatchHashing) c.provider()).lanes(algorithm) > 1)
                .findFirst().map(c -> new Lineup(Map.of(algorithm, c)));
    }

    /** Two digests computed in one loop cost about what the slower does alone, whoever is faster with each. */
    private void fuse(Map<Algorithm, VerifiedProvider> chosen, boolean mayLoad) {
        if (chosen.size() < 2) {
            return;
        }
        for (VerifiedProvider candidate : providers) {
            boolean usable = mayLoad || chosen.containsValue(candidate);
            if (usable && candidate.provider() instanceof FusedHashing fusing) {
                for (Set<Algorithm> fusion : fusing.fusions()) {
                    fuse(chosen, fusion, candidate);
                }
            }
        }
    }

    private void fuse(Map<Algorithm, VerifiedProvider> chosen, Set<Algorithm> fusion, VerifiedProvider candidate) {
        boolean wanted = chosen.keySet().containsAll(fusion) && fusion.stream().noneMatch(named::containsKey);
        if (wanted && fusion.stream().allMatch(a -> candidate.availability(a).available())) {
            fusion.forEach(algorithm -> chosen.put(algorithm, candidate));
        }
    }

    private VerifiedProvider named(Algorithm algorithm, String name) {
        for (VerifiedProvider candidate : providers) {
            if (candidate.provider().name().equals(name)) {
                Availability availability = candidate.availability(algorithm);
                if (!availability.available()) {
                    throw new ProviderUnavailableException("hash provider '" + name + "' cannot compute " + algorithm
                            + " here: " + availability.reason() + "; providers of " + algorithm + ": " + names(algorithm));
                }
                return candidate;
            }
        }
        throw new ProviderUnavailableException("unknown hash provider '" + name + "'; known are " + names(null));
    }

    private VerifiedProvider fastest(Algorithm algorithm, Scale scale) {
        List<VerifiedProvider> candidates = candidates(algorithm, scale);
        if (scale == Scale.LARGE && tuning != Tuning.FIXED && candidates.size() > 1) {
            candidates = bySpeed(algorithm, candidates);
        }
        List<String> reasons = new ArrayList<>();
        for (VerifiedProvider candidate : candidates) {
            Availability availability = candidate.availability(algorithm);
            if (availability.available()) {
                return candidate;
            }
            reasons.add(candidate.provider().name() + ": " + availability.reason());
        }
        throw new ProviderUnavailableException("no hash provider computes " + algorithm + " here (" + reasons + ")");
    }

    private List<VerifiedProvider> bySpeed(Algorithm algorithm, List<VerifiedProvider> candidates) {
        List<VerifiedProvider> working = candidates.stream().filter(c -> c.availability(algorithm).available()).toList();
        Map<String, Double> speed = speeds.speeds(algorithm, working.stream().map(VerifiedProvider::provider).toList());
        Comparator<VerifiedProvider> slowest = Comparator.comparingDouble(
                c -> speed.get(c.provider().name()) * (c.provider() instanceof FileHashing ? OWN_READING : 1));
        return working.stream().sorted(slowest.reversed()).toList();
    }

    /** In the order of preference; for little input, what needs no library to be loaded comes first. */
    private List<VerifiedProvider> candidates(Algorithm algorithm, Scale scale) {
        return providers.stream().filter(p -> p.provider().algorithms().contains(algorithm))
                .sorted(Comparator.comparingInt(p -> scale == Scale.LARGE ? rank(algorithm, p) : lightRank(p, scale)))
                .toList();
    }

    private static int lightRank(VerifiedProvider provider, Scale scale) {
        return switch (provider.provider().name()) {
            case "jdk" -> 0;
            case "vector" -> scale == Scale.TINY ? 0 : 1;
            case "bouncycastle" -> 9;
            default -> 1;
        };
    }

    /** As measured on CPUs with SHA extensions; see docs/hashes.md. */
    private static int rank(Algorithm algorithm, VerifiedProvider provider) {
        List<String> order = switch (algorithm) {
            case BLAKE3 -> List.of("native", "vector");
            case SHA256, MD5 -> List.of("jdk", "native", "openssl");
            case SHA512 -> List.of("openssl", "jdk", "native");
        };
        int place = order.indexOf(provider.provider().name());
        return place >= 0 ? place : provider.provider().name().equals("bouncycastle") ? 9 : 8;
    }

    private String names(Algorithm algorithm) {
        return String.join(", ", providers.stream().map(VerifiedProvider::provider)
                .filter(p -> algorithm == null || p.algorithms().contains(algorithm)).map(DigestProvider::name).toList());
    }
}
