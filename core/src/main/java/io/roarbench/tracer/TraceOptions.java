package io.roarbench.tracer;

import java.util.List;
import java.util.Objects;

/**
 * How to trace.
 *
 * @param includeSystemFiles whether files below /proc, /sys and /dev are listed
 * @param mode how exactly reads and writes are seen
 * @param placement on which CPU tracer and command run; only ptrace has a choice
 */
public record TraceOptions(boolean includeSystemFiles, Mode mode, Placement placement) {

    /** None may be null. */
    public TraceOptions {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(placement, "placement");
    }

    /** Without system files, exact, placement chosen by the tracer. */
    public static TraceOptions defaults() {
        return new TraceOptions(false, Mode.EXACT, Placement.AUTO);
    }

    /**
     * The default options but for what these words say, each {@code exact} or {@code fdpos}, {@code same} or {@code none}.
     *
     * @throws IllegalArgumentException if one is another word
     */
    public static TraceOptions of(List<String> words) {
        TraceOptions options = defaults();
        for (String word : words) {
            options = switch (word) {
                case "exact" -> options.withMode(Mode.EXACT);
                case "fdpos" -> options.withMode(Mode.FDPOS);
                case "same" -> options.withPlacement(Placement.SAME);
                case "none" -> options.withPlacement(Placement.NONE);
                default -> throw new IllegalArgumentException("'" + word + "' is none of exact, fdpos, same, none");
            };
        }
        return options;
    }

    /** With this mode. */
    public TraceOptions withMode(Mode wanted) {
        return new TraceOptions(includeSystemFiles, wanted, placement);
    }

    /** With this placement. */
    public TraceOptions withPlacement(Placement wanted) {
        return new TraceOptions(includeSystemFiles, mode, wanted);
    }

    /** With or without files below /proc, /sys and /dev. */
    public TraceOptions withSystemFiles(boolean wanted) {
        return new TraceOptions(wanted, mode, placement);
    }

    /** How reads and writes are seen. */
    public enum Mode {
        /** Each call's result is seen. */
        EXACT,
        /** ptrace only: no stop per read or write; position and flags of the descriptor are taken when it is closed. */
        FDPOS
    }

    /** On which CPU tracer and command run. */
    public enum Placement {
        /** The tracer chooses, and the report says what. */
        AUTO,
        /** Both on one CPU. */
        SAME,
        /** As the scheduler likes. */
        NONE
    }
}
