package io.roarbench.hash.nativelib;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.spi.Availability;
import io.roarbench.linux.NativeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The loaded library at one level, or why there is none.
 *
 * @param level the level in use; null if the library cannot be used
 * @param shaExtensions whether SHA-256 runs on the CPU's own instructions
 * @param problem why nothing can be used; empty if something can
 * @param wrong the algorithms whose self-test failed
 */
record Engine(SimdLevel level, boolean shaExtensions, String problem, Set<Algorithm> wrong) {

    /**
     * Loads and tests.
     *
     * @param wanted a level by name, or empty for the highest that the CPU has
     */
    static Engine load(Optional<String> wanted) {
        try {
            return of(NativeFiles.find("libroarhash.so"), wanted);
        } catch (IOException e) {
            return unusable("libroarhash.so cannot be used: " + e.getMessage());
        }
    }

    /** As {@link #load}, from a given file. */
    static Engine of(Optional<Path> library, Optional<String> wanted) {
        if (library.isEmpty()) {
            return unusable("libroarhash.so: " + NativeFiles.status());
        }
        try {
            RoarHash.load(library.get());
            if (RoarHash.rh_abi() != RoarHash.ABI) {
                return unusable("libroarhash.so has interface " + RoarHash.rh_abi() + ", not " + RoarHash.ABI
                        + "; build the project again");
            }
            return wanted.isPresent()
                    ? at(SimdLevel.of(wanted.get()))
                    : tested(SimdLevel.ofCode(RoarHash.rh_best_level()));
        } catch (IllegalArgumentException | LinkageError e) {
            return unusable("libroarhash.so cannot be used: " + e.getMessage());
        }
    }

    private static Engine at(SimdLevel level) {
        return RoarHash.rh_has_level(level.code()) == 1
                ? tested(level)
                : unusable("this CPU has no " + level.label() + "; its best level is "
                        + SimdLevel.ofCode(RoarHash.rh_best_level()).label());
    }

    private static Engine tested(SimdLevel level) {
        return new Engine(level, RoarHash.rh_sha_extensions(level.code()) == 1, "", SelfTest.failures(level));
    }

    private static Engine unusable(String problem) {
        return new Engine(null, false, problem, Set.of());
    }

    Availability availability(Algorithm algorithm) {
        if (!problem.isEmpty()) {
            return Availability.no(problem);
        }
        return wrong.contains(algorithm)
                ? Availability.no("self-test of " + algorithm + " failed at level " + level.label()
                        + "; force another one with ROARBENCH_HASH_LEVEL, and report it")
                : Availability.yes();
    }

    int levelCode() {
        return level.code();
    }
}
