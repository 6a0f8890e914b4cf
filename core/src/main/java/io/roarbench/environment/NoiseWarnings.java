package io.roarbench.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says which noise is worth a warning; pure. */
public final class NoiseWarnings {

    /** From here on steal shows in medians, too. */
    static final double STEAL_LIMIT = 0.005;
    /** A clock rate may vary that much between two moments without anything being wrong. */
    static final double FREQUENCY_LIMIT = 0.10;
    /** Share of the CPU time that other programs may use. */
    static final double OTHERS_LIMIT = 0.05;
    /** Share of the time that tasks may wait for memory. */
    static final double MEMORY_LIMIT = 0.01;

    private NoiseWarnings() {
    }

    /**
     * Judges the noise of one measurement.
     *
     * @return warnings in the order of {@link NoiseWarning.Kind}; none where all was quiet, or nothing is known
     */
    public static List<NoiseWarning> of(Noise noise) {
        List<NoiseWarning> warnings = new ArrayList<>();
        if (noise.stealShare() >= STEAL_LIMIT) {
            add(warnings, NoiseWarning.Kind.STEAL, "the hypervisor gave %.1f %% of the CPU time to other machines; "
                    + "measure on a dedicated host or at a quieter hour", 100 * noise.stealShare());
        }
        if (noise.thermalThrottles() > 0) {
            add(warnings, NoiseWarning.Kind.THERMAL_THROTTLING, "cores were slowed down for heat %d times; "
                    + "cool the machine, or turn turbo off", noise.thermalThrottles());
        }
        if (noise.groupThrottles() > 0) {
            add(warnings, NoiseWarning.Kind.QUOTA_THROTTLING, "the CPU quota of this process's control group ran out "
                    + "%d times; raise cpu.max", noise.groupThrottles());
        }
        frequency(noise, warnings);
        if (noise.othersShare() > OTHERS_LIMIT) {
            add(warnings, NoiseWarning.Kind.OTHER_WORK, "other programs used %.0f %% of the CPU time meanwhile; "
                    + "stop what else runs", 100 * noise.othersShare());
        }
        memory(noise, warnings);
        return List.copyOf(warnings);
    }

    private static void frequency(Noise noise, List<NoiseWarning> warnings) {
        double before = noise.mhzBefore();
        double after = noise.mhzAfter();
        if (before > 0 && after > 0 && Math.abs(after / before - 1) > FREQUENCY_LIMIT) {
            add(warnings, NoiseWarning.Kind.FREQUENCY, "the CPUs ran at %.0f MHz before and %.0f MHz after; "
                    + "choose the governor \"performance\"", before, after);
        }
    }

    private static void memory(Noise noise, List<NoiseWarning> warnings) {
        if (noise.swappedPages() > 0) {
            add(warnings, NoiseWarning.Kind.MEMORY, "%d pages were swapped; give the machine more memory or less to do",
                    noise.swappedPages());
        } else if (noise.memoryPressureShare() > MEMORY_LIMIT) {
            add(warnings, NoiseWarning.Kind.MEMORY, "tasks waited for memory in %.1f %% of the time; "
                    + "give the machine more memory or less to do", 100 * noise.memoryPressureShare());
        }
    }

    private static void add(List<NoiseWarning> warnings, NoiseWarning.Kind kind, String format, Object... values) {
        warnings.add(new NoiseWarning(kind, String.format(Locale.ROOT, format, values)));
    }
}
