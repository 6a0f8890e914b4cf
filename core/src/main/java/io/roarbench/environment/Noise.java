package io.roarbench.environment;

/**
 * What else went on between two readings. The machine's counters hold the measured work itself, too; steal,
 * throttling and the work of others do not. Unknown is -1.
 *
 * @param nanos between the readings
 * @param stealShare of all CPU time, given to other virtual machines while something here wanted to run, 0 to 1
 * @param busyShare of all CPU time, used here by anything, 0 to 1
 * @param othersShare of all CPU time, used here by other than this process and what it started, 0 to 1; system work on
 *        its behalf (interrupts, kernel threads) counts as others'
 * @param ioWaitShare of all CPU time, idle while input or output was outstanding, 0 to 1
 * @param contextSwitchesPerSecond of the whole machine
 * @param cpuPressureShare of the time, in which some task waited for a CPU, 0 to 1
 * @param memoryPressureShare of the time, in which some task waited for memory, 0 to 1
 * @param ioPressureShare of the time, in which some task waited for input or output, 0 to 1
 * @param thermalThrottles how often a core or package was slowed down for heat
 * @param groupThrottles how often a CPU quota ran out
 * @param swappedPages pages swapped in and out
 * @param load1Before load average over 1 minute at the first reading
 * @param load1After at the second
 * @param mhzBefore mean clock rate of the CPUs at the first reading
 * @param mhzAfter at the second
 */
public record Noise(
        long nanos,
        double stealShare,
        double busyShare,
        double othersShare,
        double ioWaitShare,
        double contextSwitchesPerSecond,
        double cpuPressureShare,
        double memoryPressureShare,
        double ioPressureShare,
        long thermalThrottles,
        long groupThrottles,
        long swappedPages,
        double load1Before,
        double load1After,
        double mhzBefore,
        double mhzAfter) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    /**
     * The difference of two readings of one machine.
     *
     * @throws IllegalArgumentException if the second is older than the first
     */
    public static Noise between(NoiseReading before, NoiseReading after) {
        long nanos = after.nanos() - before.nanos();
        if (nanos < 0) {
            throw new IllegalArgumentException("the second reading is " + -nanos + " ns older than the first");
        }
        long ticks = grown(before.totalTicks(), after.totalTicks());
        double idle = share(grown(before.idleTicks(), after.idleTicks()), ticks);
        double steal = share(grown(before.stealTicks(), after.stealTicks()), ticks);
        double busy = idle < 0 ? -1 : Math.max(0, 1 - idle - Math.max(0, steal));
        double own = share(grown(before.ownTicks(), after.ownTicks()), ticks);
        long switches = grown(before.contextSwitches(), after.contextSwitches());
        return new Noise(nanos, steal, busy, busy < 0 || own < 0 ? -1 : Math.max(0, busy - own),
                share(grown(before.ioWaitTicks(), after.ioWaitTicks()), ticks),
                switches < 0 || nanos == 0 ? -1 : switches * NANOS_PER_SECOND / nanos,
                pressure(before.cpuPressureMicros(), after.cpuPressureMicros(), nanos),
                pressure(before.memoryPressureMicros(), after.memoryPressureMicros(), nanos),
                pressure(before.ioPressureMicros(), after.ioPressureMicros(), nanos),
                grown(before.thermalThrottles(), after.thermalThrottles()),
                grown(before.groupThrottles(), after.groupThrottles()),
                grown(before.swappedPages(), after.swappedPages()),
                before.load1(), after.load1(), before.mhz(), after.mhz());
    }

    /** What went on in two spans of time together: shares and rates weighted by their length, counts added up. */
    public Noise and(Noise later) {
        return new Noise(nanos + later.nanos, mean(stealShare, later.stealShare, later), mean(busyShare, later.busyShare, later),
                mean(othersShare, later.othersShare, later), mean(ioWaitShare, later.ioWaitShare, later),
                mean(contextSwitchesPerSecond, later.contextSwitchesPerSecond, later),
                mean(cpuPressureShare, later.cpuPressureShare, later), mean(memoryPressureShare, later.memoryPressureShare, later),
                mean(ioPressureShare, later.ioPressureShare, later), sum(thermalThrottles, later.thermalThrottles),
                sum(groupThrottles, later.groupThrottles), sum(swappedPages, later.swappedPages),
                load1Before, later.load1After, mhzBefore, later.mhzAfter);
    }

    private double mean(double own, double its, Noise later) {
        long all = nanos + later.nanos;
        return own < 0 || its < 0 || all == 0 ? -1 : (own * nanos + its * later.nanos) / all;
    }

    private static long sum(long one, long other) {
        return one < 0 || other < 0 ? -1 : one + other;
    }

    /** The kernel's idle and wait counters may go back a little (proc_stat(5)); that is no growth. */
    private static long grown(long before, long after) {
        return before < 0 || after < 0 ? -1 : Math.max(0, after - before);
    }

    private static double share(double part, double whole) {
        return part < 0 || whole <= 0 ? -1 : Math.min(1, part / whole);
    }

    private static double pressure(long beforeMicros, long afterMicros, long nanos) {
        long micros = grown(beforeMicros, afterMicros);
        return micros < 0 ? -1 : share(micros * NANOS_PER_MICRO, nanos);
    }
}
