package io.roarbench.hash;

import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.DigestProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses a provider for each algorithm: the one asked for, else the fastest that works. */
final class Selection {

    /** Below this, what choosing better could gain is less than what loading a library costs. */
    static final long WORTH_MEASURING = 64L << 20;

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
        boolean measured = tuning == Tuning.MEASURED || tuning == Tuning.LAZY && bytesAhead >= WORTH_MEASURING;
        Map<Algorithm, VerifiedProvider> chosen = new LinkedHashMap<>();
        for (Algorithm algorithm : algorithms) {
            String name = named.get(algorithm);
            chosen.put(algorithm, name != null ? named(algorithm, name) : fastest(algorithm, measured));
        }
        return new Lineup(chosen);
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

    private VerifiedProvider fastest(Algorithm algorithm, boolean measured) {
        List<VerifiedProvider> candidates = candidates(algorithm);
        if (measured && candidates.size() > 1) {
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
        Comparator<VerifiedProvider> slowest = Comparator.comparingDouble(c -> speed.get(c.provider().name()));
        return working.stream().sorted(slowest.reversed()).toList();
    }

    private List<VerifiedProvider> candidates(Algorithm algorithm) {
        return providers.stream().filter(p -> p.provider().algorithms().contains(algorithm))
                .sorted(Comparator.comparingInt(p -> rank(algorithm, p.provider().name()))).toList();
    }

    /** For SHA-256 and MD5 the JDK is as fast as any other and is already there; the order of the list decides the rest. */
    private static int rank(Algorithm algorithm, String name) {
        boolean jdkFirst = algorithm == Algorithm.SHA256 || algorithm == Algorithm.MD5;
        return switch (name) {
            case "bouncycastle" -> 9;
            case "jdk" -> jdkFirst ? 0 : 3;
            case "openssl" -> 2;
            default -> 1;
        };
    }

    private String names(Algorithm algorithm) {
        return String.join(", ", providers.stream().map(VerifiedProvider::provider)
                .filter(p -> algorithm == null || p.algorithms().contains(algorithm)).map(DigestProvider::name).toList());
    }
}
