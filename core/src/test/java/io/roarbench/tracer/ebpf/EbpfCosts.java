package io.roarbench.tracer.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.ScratchFolder;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Fixtures;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Prints what tracing under eBPF costs, in about two minutes, on a machine that does nothing else; needs root. */
public final class EbpfCosts {

    private static final int ROUNDS = 9;

    private final Path folder;
    private final Path load;

    private EbpfCosts(Path folder, Path load) {
        this.folder = folder;
        this.load = load;
    }

    /** Takes no arguments. */
    public static void main(String[] args) throws Exception {
        try (ScratchFolder scratch = ScratchFolder.temporary();
                EbpfTracer tracer = new EbpfTracer();
                ProcessLauncher launcher = ProcessLaunchers.open()) {
            Check check = tracer.check();
            Path load = Fixtures.program("load");
            if (!check.ok() || load == null) {
                throw new IllegalStateException(check.ok() ? "the fixtures need gcc" : check.summary());
            }
            Path folder = scratch.path().toRealPath();
            Files.writeString(folder.resolve("a"), "hello");
            new EbpfCosts(folder, load).print(tracer, launcher);
        }
    }

    private void print(EbpfTracer tracer, ProcessLauncher launcher) throws Exception {
        compare("1-byte pread", 1_000_000, tracer, launcher, command("reads", 1_000_000));
        compare("open + read + close", 100_000, tracer, launcher, command("opens", 100_000));
        compareStart(tracer, launcher);
        tax(tracer, launcher, command("reads", 1_000_000), 1_000_000);
    }

    private void compare(String what, int times, EbpfTracer tracer, ProcessLauncher launcher, Command command)
            throws Exception {
        double[] plain = new double[ROUNDS];
        double[] traced = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            plain[i] = (double) launcher.run(command).wallNanos() / times;
            try (Trace trace = tracer.trace(TraceRequest.of(command))) {
                Execution execution = trace.waitFor();
                traced[i] = (double) execution.wallNanos() / times;
                assertThat(trace.report().complete()).isTrue();
            }
        }
        show(what + " (ns)", plain, traced);
    }

    private void compareStart(EbpfTracer tracer, ProcessLauncher launcher) throws Exception {
        int rounds = 200;
        double[] plain = new double[rounds];
        double[] traced = new double[rounds];
        Command command = Command.of("true").withDirectory(folder);
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            launcher.run(command);
            long between = System.nanoTime();
            try (Trace trace = tracer.trace(TraceRequest.of(command))) {
                TraceReport report = trace.report();
                assertThat(report.complete()).isTrue();
            }
            plain[i] = (between - start) / 1e3;
            traced[i] = (System.nanoTime() - between) / 1e3;
        }
        int warm = rounds / 2;
        show("true, start to report (us)", Arrays.copyOfRange(plain, warm, rounds), Arrays.copyOfRange(traced, warm, rounds));
    }

    /** What a process pays that is not traced, while another one is. */
    private void tax(EbpfTracer tracer, ProcessLauncher launcher, Command command, int times) throws Exception {
        double[] alone = new double[ROUNDS];
        double[] beside = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            alone[i] = (double) launcher.run(command).wallNanos() / times;
            try (Trace trace = tracer.trace(TraceRequest.of(Command.of("sleep", "1000").withDirectory(folder)))) {
                beside[i] = (double) launcher.run(command).wallNanos() / times;
                trace.signal(9);
                trace.report();
            }
        }
        show("1-byte pread of a process beside a traced one (ns)", alone, beside);
    }

    private Command command(String kind, int count) {
        return Command.of(load.toString(), kind, "" + count).withDirectory(folder)
                .withStdio(Stdio.none(), Stdio.none(), Stdio.none());
    }

    private static void show(String what, double[] plain, double[] traced) {
        double[] differences = new double[plain.length];
        Arrays.setAll(differences, i -> traced[i] - plain[i]);
        System.out.printf("%s: without %.0f (%.0f-%.0f), with %.0f (%.0f-%.0f), median of paired differences %.0f%n", what,
                median(plain), min(plain), max(plain), median(traced), min(traced), max(traced), median(differences));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
