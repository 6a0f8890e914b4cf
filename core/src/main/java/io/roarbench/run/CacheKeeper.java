package io.roarbench.run;

import io.roarbench.linux.Eviction;
import io.roarbench.linux.PageCache;
import io.roarbench.linux.Residency;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.CacheState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings a file into the page cache state that a trial is to be measured in, and verifies it just before the trial. */
final class CacheKeeper {

    /** A page cache shrinks by itself now and then; a missing page in a thousand is within what is measured anyway. */
    private static final double RESIDENT = 0.999;

    /** A file is cached for long only if it leaves something to everybody else. */
    private static final double HEADROOM = 1.2;

    private final PageCache pageCache = new PageCache();
    private final Path meminfo;

    CacheKeeper() {
        this(Path.of("/proc/meminfo"));
    }

    /** @param meminfo what says how much memory is available */
    CacheKeeper(Path meminfo) {
        this.meminfo = meminfo;
    }

    /** To be asked before a file is made that is to be measured in this state. */
    void requireMemory(long bytes, CacheState state) throws UnavailableException {
        long needed = (long) (HEADROOM * bytes);
        long available = state == CacheState.CACHED ? availableMemory() : Long.MAX_VALUE;
        if (available < needed) {
            throw new UnavailableException("a file of " + bytes / 1_000_000 + " MB does not stay in the page cache: that takes "
                    + needed / 1_000_000 + " MB of memory, " + available / 1_000_000
                    + " MB are available; --set cache=cold measures without");
        }
    }

    /** In bytes; as much as can be if the system does not say, and then each trial finds out for itself. */
    private long availableMemory() {
        try (Stream<String> lines = Files.lines(meminfo)) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(Long.MAX_VALUE);
        } catch (IOException notLinux) {
            return Long.MAX_VALUE;
        }
    }

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
