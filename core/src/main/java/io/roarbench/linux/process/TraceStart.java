package io.roarbench.linux.process;

/**
 * How the C launcher traces a command by ptrace.
 *
 * @param mode 0 not at all, 1 each read and write, 2 positions of descriptors at close
 * @param cpu the CPU that tracer and command are pinned to, or -1
 * @param logFd a descriptor of this JVM for the log
 */
public record TraceStart(int mode, int cpu, int logFd) {

    static final TraceStart NONE = new TraceStart(0, -1, -1);
}
