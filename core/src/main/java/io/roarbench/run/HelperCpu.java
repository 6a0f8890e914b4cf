package io.roarbench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU time of this JVM, of the helpers that it keeps (launchers, tracers) and of all commands that these have waited for.
 * The kernel tells it in steps of 10 ms, cut off: of differences, only means over many trials are fine.
 */
final class HelperCpu {

    /** USER_HZ, which is 100 on every architecture that this runs on; proc_pid_stat(5). */
    private static final long TICK_NANOS = 10_000_000;
    /** Fields after the parenthesis that closes the name: user and system time, own and of the children waited for. */
    private static final int FIRST_TIME = 11;
    private static final int LAST_TIME = 14;

    private final Path proc;
    private List<Path> processes;

    HelperCpu() {
        this(Path.of("/proc"), List.of());
        findHelpers();
    }

    HelperCpu(Path proc, List<String> helpers) {
        this.proc = proc;
        this.processes = files(helpers);
    }

    /** Looks for the helpers again; some are started by the first trace. */
    void findHelpers() {
        processes = files(ProcessHandle.current().children().map(p -> Long.toString(p.pid())).toList());
    }

    private List<Path> files(List<String> helpers) {
        List<Path> files = new ArrayList<>(List.of(proc.resolve("self/stat")));
        helpers.forEach(helper -> files.add(proc.resolve(helper).resolve("stat")));
        return files;
    }

    /** ns, in steps of 10 ms. */
    long nanos() throws IOException {
        long ticks = 0;
        for (Path file : processes) {
            ticks += ticks(file);
        }
        return ticks * TICK_NANOS;
    }

    private static long ticks(Path file) throws IOException {
        try {
            String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            long sum = 0;
            for (int i = FIRST_TIME; i <= LAST_TIME; i++) {
                sum += Long.parseLong(fields[i]);
            }
            return sum;
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }
}
