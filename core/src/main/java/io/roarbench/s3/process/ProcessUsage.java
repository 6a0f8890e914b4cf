package io.roarbench.s3.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a process has used, from proc(5).
 *
 * @param cpuNanos     CPU time of its live threads, ns, from {@code /proc/PID/task/TID/schedstat}
 * @param peakRssBytes most memory that it has had resident, bytes ({@code VmHWM})
 */
public record ProcessUsage(long cpuNanos, long peakRssBytes) {

    /** @throws IOException if there is no such process, or the kernel does not tell */
    public static ProcessUsage of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        return new ProcessUsage(cpu(process.resolve("task")), peak(process.resolve("status")));
    }

    private static long cpu(Path tasks) throws IOException {
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                try {
                    nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
                } catch (NoSuchFileException ended) {
                    // A thread that ended while its siblings were read.
                    continue;
                }
            }
        }
        return nanos;
    }

    private static long peak(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IOException(status + " has no VmHWM"));
    }
}
