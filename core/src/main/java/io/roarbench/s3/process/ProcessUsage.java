package io.roarbench.s3.process;

import io.roarbench.linux.ProcessCpuClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used.
 *
 * @param cpuNanos     CPU time of all its threads since it started, ns
 * @param peakRssBytes most memory that it has had resident, bytes ({@code VmHWM} of proc(5)), since it started or since
 *                     {@link #forgetPeak}
 */
public record ProcessUsage(long cpuNanos, long peakRssBytes) {

    /** What proc(5) says makes {@code VmHWM} begin anew. */
    private static final String RESET_PEAK = "5";

    /** @throws IOException if there is no such process, or the kernel does not tell */
    public static ProcessUsage of(long pid) throws IOException {
        return new ProcessUsage(ProcessCpuClock.nanos(pid), peak(proc(pid).resolve("status")));
    }

    /** Lets the peak begin anew, at what the process has resident now. @throws IOException if the kernel does not allow it */
    public static void forgetPeak(long pid) throws IOException {
        Files.writeString(proc(pid).resolve("clear_refs"), RESET_PEAK);
    }

    private static Path proc(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }

    private static long peak(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IOException(status + " has no VmHWM"));
    }
}
