package io.roarbench.environment;

/**
 * Counters of the whole machine at one moment; {@link Noise#between} makes sense of two of them. A counter that this
 * machine does not have is -1. All but the rates and averages only grow.
 *
 * @param nanos monotonic time of the reading, ns
 * @param totalTicks CPU time of all CPUs in all states, clock ticks
 * @param idleTicks of it idle, waiting for input and output included
 * @param ioWaitTicks of it idle while input or output was outstanding
 * @param stealTicks of it wanted here but given to other virtual machines by the hypervisor
 * @param ownTicks of it used by this process and all that it started
 * @param contextSwitches since boot
 * @param cpuPressureMicros time in which some task waited for a CPU, µs
 * @param memoryPressureMicros time in which some task waited for memory, µs
 * @param ioPressureMicros time in which some task waited for input or output, µs
 * @param thermalThrottles how often a core or package was slowed down for heat, summed up
 * @param groupThrottles how often the control groups above this process ran out of CPU quota
 * @param swappedPages pages swapped in and out since boot
 * @param load1 load average over 1 minute, tasks
 * @param mhz mean clock rate of the CPUs
 */
public record NoiseReading(
        long nanos,
        long totalTicks,
        long idleTicks,
        long ioWaitTicks,
        long stealTicks,
        long ownTicks,
        long contextSwitches,
        long cpuPressureMicros,
        long memoryPressureMicros,
        long ioPressureMicros,
        long thermalThrottles,
        long groupThrottles,
        long swappedPages,
        double load1,
        double mhz) {
}
