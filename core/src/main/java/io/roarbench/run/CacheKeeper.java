package io.roarbench.run;

import io.roarbench.linux.Eviction;
import io.roarbench.linux.PageCache;
import io.roarbench.linux.Residency;
import io.roarbench.plan.CacheState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Brings a file into the page cache state that a trial is to be measured in, and verifies it just before the trial. */
final class CacheKeeper {

    /** A page cache shrinks by itself now and then; a missing page in a thousand is within what is measured anyway. */
    private static final double RESIDENT = 0.999;

    private final PageCache pageCache = new PageCache();

    /** Returns why the state could not be had; empty if it is there. */
    Optional<String> bring(Path file, CacheState state) {
        try {
            return state == CacheState.CACHED ? warm(file) : evict(file);
        } catch (IOException e) {
            return Optional.of("the page cache state of the file cannot be verified: " + e.getMessage());
        }
    }

    private Optional<String> warm(Path file) throws IOException {
        if (pageCache.residentShare(file) >= RESIDENT) {
            return Optional.empty();
        }
        Residency residency = pageCache.warm(file).after();
        return residency.share() >= RESIDENT
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT,
                        "only %.1f %% of the file stays in the page cache; there is too little free memory", 100 * residency.share()));
    }

    private Optional<String> evict(Path file) throws IOException {
        Eviction eviction = pageCache.evict(file);
        return eviction.complete()
                ? Optional.empty()
                : Optional.of("the file does not leave the page cache (a file system in memory, or somebody maps it)");
    }

    /** For the Setup line. */
    static String describe(CacheState state) {
        return state == CacheState.CACHED
                ? "cached (each trial verified by mincore to have at least 99.9 % of the file resident)"
                : "cold (each trial after fsync and posix_fadvise(DONTNEED), verified by mincore to have no page resident)";
    }
}
