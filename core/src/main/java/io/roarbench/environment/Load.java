package io.roarbench.environment;

/**
 * What ran on the machine when it was read.
 *
 * @param average1 load average over 1 minute, tasks
 * @param average5 over 5 minutes
 * @param average15 over 15 minutes
 * @param cpuPressure share of the last 10 s in which some task waited for a CPU, 0 to 1
 * @param memoryPressure the same for memory
 * @param ioPressure the same for input and output
 */
public record Load(
        double average1,
        double average5,
        double average15,
        double cpuPressure,
        double memoryPressure,
        double ioPressure) {
}
