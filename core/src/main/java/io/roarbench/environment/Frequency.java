package io.roarbench.environment;

/**
 * Clock rates, and how they are governed. A virtual machine seldom shows any of it.
 *
 * @param driver the scaling driver, e.g. {@code intel_pstate}
 * @param governor e.g. {@code performance}; several, sorted and joined by {@code +}, where CPUs differ
 * @param currentMhz mean over the CPUs at the time of reading
 * @param minMhz lowest that the governor may choose
 * @param maxMhz highest that the governor may choose
 * @param turbo whether the processor may go above its nominal rate
 */
public record Frequency(
        String driver, String governor, double currentMhz, double minMhz, double maxMhz, Flag turbo) {
}
