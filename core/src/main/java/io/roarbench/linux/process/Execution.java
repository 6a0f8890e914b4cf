package io.roarbench.linux.process;

/**
 * How a command ended and what it took. Times are of the command and of those of its children that were waited for
 * (as {@code wait4(2)} counts), in nanoseconds; the kernel gives CPU time in microseconds.
 *
 * @param pid the process id that it had
 * @param exitCode 0–255, or -1 if a signal ended it
 * @param signal the number of the signal that ended it, or 0
 * @param timedOut whether the timeout ended it
 * @param startNanos {@code CLOCK_MONOTONIC} just before the process was made (comparable to {@link System#nanoTime()})
 * @param wallNanos from there until it had been waited for
 * @param userNanos CPU time in user mode
 * @param systemNanos CPU time in the kernel
 * @param maxRssBytes largest resident set of any one process; with {@code launcher} "posix_spawn" at least that of the JVM
 *     at the time, because Linux carries the spawning process's figure over
 * @param minorFaults page faults without I/O
 * @param majorFaults page faults with I/O
 * @param voluntarySwitches context switches because it waited
 * @param involuntarySwitches context switches because its time slice ended or others came first
 * @param launcher what started it: "fork-server", "posix_spawn", or a tracer's own launcher
 */
public record Execution(int pid, int exitCode, int signal, boolean timedOut, long startNanos, long wallNanos,
        long userNanos, long systemNanos, long maxRssBytes, long minorFaults, long majorFaults, long voluntarySwitches,
        long involuntarySwitches, String launcher) {

    /** Whether it ended by itself with exit code 0. */
    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }

    /** User and system time together. */
    public long cpuNanos() {
        return userNanos + systemNanos;
    }
}
