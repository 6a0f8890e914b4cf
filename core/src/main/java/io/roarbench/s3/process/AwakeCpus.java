package io.roarbench.s3.process;

import java.io.IOException;
import java.util.List;
import java.util.Properties;

/**
 * Keeps the CPUs from going to sleep when nothing runs, by a process that spins on each of them at idle priority: whatever
 * else wants to run gets the CPU at once. To wake a sleeping CPU takes µs, in virtual machines tens of them, and differs from
 * one time to the next by more than what a proxy does. Ends with the process that started it.
 */
public final class AwakeCpus implements AutoCloseable {

    private static final List<String> OPTIONS = List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final ChildJvm child;

    private AwakeCpus(ChildJvm child) {
        this.child = child;
    }

    /**
     * Starts to spin on all CPUs that this process may use.
     *
     * @throws IOException if the kernel does not give idle priority
     */
    public static AwakeCpus start() throws IOException {
        ChildJvm child = ChildJvm.start(AwakeMain.class, OPTIONS, new Properties());
        try {
            child.answer();
            return new AwakeCpus(child);
        } catch (IOException e) {
            child.close();
            throw new IOException("CPUs cannot be kept awake: " + e.getMessage(), e);
        }
    }

    /** Lets them sleep again. */
    @Override
    public void close() {
        child.close();
    }
}
