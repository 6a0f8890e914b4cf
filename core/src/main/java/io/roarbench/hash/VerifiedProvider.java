package io.roarbench.hash;

import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.DigestProvider;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** A provider that is only available as long as it passes its self-tests: at load, and again as its code gets hot. */
final class VerifiedProvider {

    /** About when HotSpot has compiled everything that hashing runs; the test costs 1 % of hashing that much. */
    private static final long FIRST_RETEST = 64L << 20;
    private static final int LATER = 8;

    private final DigestProvider provider;
    private final ConcurrentMap<Algorithm, Availability> availability = new ConcurrentHashMap<>();
    private final ConcurrentMap<Algorithm, Wear> wear = new ConcurrentHashMap<>();

    VerifiedProvider(DigestProvider provider) {
        this.provider = provider;
    }

    DigestProvider provider() {
        return provider;
    }

    Availability availability(Algorithm algorithm) {
        return availability.computeIfAbsent(algorithm, a -> {
            Availability own = provider.availability(a);
            return own.available() ? SelfTest.atLoad(provider, a) : own;
        });
    }

    /**
     * Notes that so many bytes more have been hashed, and repeats the self-test where due.
     *
     * @return unavailable if the test failed, now or before: what was hashed is not to be trusted
     */
    Availability used(Algorithm algorithm, long bytes) {
        if (wear.computeIfAbsent(algorithm, a -> new Wear()).testDue(bytes)) {
            Availability now = SelfTest.afterWarmUp(provider, algorithm);
            if (!now.available()) {
                availability.put(algorithm, now);
            }
        }
        return availability.get(algorithm);
    }

    private static final class Wear {

        private final AtomicLong bytes = new AtomicLong();
        private final AtomicLong nextTest = new AtomicLong(FIRST_RETEST);

        boolean testDue(long more) {
            long due = nextTest.get();
            return bytes.addAndGet(more) >= due && nextTest.compareAndSet(due, due * LATER);
        }
    }
}
