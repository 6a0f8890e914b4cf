package io.roarbench.predict;

import io.roarbench.tracer.count.CallKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What tracing known programs costs on this machine: raw overheads, from which costs are computed. Plain data, kept as JSON.
 *
 * @param schemaVersion of this structure; {@value #SCHEMA_VERSION}
 * @param machine kernel, CPU and version of roar-bench: measured elsewhere, it says nothing here
 * @param counter what counts system calls; counts of different sources do not go together
 * @param takenAt when it was measured
 * @param nothing the calls of a program that does nothing
 * @param backends one of each tracer
 */
public record Calibration(int schemaVersion, String machine, String counter, Instant takenAt, Map<CallKind, Long> nothing,
        List<Backend> backends) {

    /** The version that this code writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    /** Copies. */
    public Calibration {
        nothing = Map.copyOf(nothing);
        backends = List.copyOf(backends);
    }

    /** The calibration of a tracer by its name. */
    public Optional<Backend> backend(String name) {
        return backends.stream().filter(backend -> backend.name().equals(name)).findFirst();
    }

    /**
     * Of one tracer.
     *
     * @param name e.g. "ebpf"
     * @param unavailable why it cannot run here; empty if it can
     * @param stops whether it stops the command at calls: its loops are shorter then
     * @param checks the calls of the programs with which predictions are checked, by name
     * @param overheads what tracing added to each program by round, ns: loops and checks, by name; as many of each
     * @param firstNanos what the first trace took longer than a later one, ns: programs are loaded then
     */
    public record Backend(String name, String unavailable, boolean stops, Map<String, Map<CallKind, Long>> checks,
            Map<String, double[]> overheads, double firstNanos) {

        /** Copies. */
        public Backend {
            checks = Map.copyOf(checks);
            overheads = java.util.Collections.unmodifiableMap(new TreeMap<>(overheads));
        }
    }
}
