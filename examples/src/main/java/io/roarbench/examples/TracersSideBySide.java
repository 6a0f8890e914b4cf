package io.roarbench.examples;

import io.roarbench.linux.NativeFiles;
import io.roarbench.linux.ScratchFolder;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.TraceOptions;
import io.roarbench.tracer.TraceOptions.Mode;
import io.roarbench.tracer.TraceOptions.Placement;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.ebpf.EbpfTracer;
import io.roarbench.tracer.preload.PreloadTracer;
import io.roarbench.tracer.ptrace.PtraceTracer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What each tracer adds to a 1-byte read, to open + read + close, and to the start and end of {@code true}, beside strace and no
 * tracer at all: all in turn in each round. {@code TracersSideBySide [rounds [reads [starts]]]}; what can't run here is left out,
 * with a word. Ends with 1 if a target is missed. Give it a machine on which nothing else runs.
 */
public final class TracersSideBySide {

    private static final String STRACE = "strace";
    private static final String EXACT = "ptrace, same CPU";
    private static final String FDPOS = "ptrace, fdpos";
    /** Calls that cost some 10 µs each are made less often. */
    private static final int SLOW = 10;
    /** How many parts each loop has that are timed each for itself. */
    private static final int BLOCKS = 40;
    private static final String TIMES = "times";

    private final PrintStream out;
    private final Path probe;
    private final int rounds;
    private final int reads;
    private final int starts;
    private boolean met = true;

    private TracersSideBySide(PrintStream out, Path probe, int rounds, int reads, int starts) {
        this.out = out;
        this.probe = probe;
        this.rounds = rounds;
        this.reads = reads;
        this.starts = starts;
    }

    /** @param args how many rounds (60), reads in each (8000), and starts of {@code true} (200) */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        int reads = args.length > 1 ? Integer.parseInt(args[1]) : 8000;
        int starts = args.length > 2 ? Integer.parseInt(args[2]) : 200;
        System.exit(run(rounds, reads, starts, System.out) ? 0 : 1);
    }

    /** Returns whether each target of what can run here is met. */
    static boolean run(int rounds, int reads, int starts, PrintStream out) throws IOException, InterruptedException {
        Optional<Path> probe = NativeFiles.find("roar-probe");
        if (probe.isEmpty()) {
            out.println("nothing to measure with: the probe program is " + NativeFiles.status());
            return true;
        }
        TracersSideBySide side = new TracersSideBySide(out, probe.get(), rounds, reads, starts);
        try (ScratchFolder scratch = ScratchFolder.temporary();
                ProcessLauncher launcher = ProcessLaunchers.open();
                EbpfTracer ebpf = new EbpfTracer();
                PreloadTracer preload = new PreloadTracer();
                PtraceTracer ptrace = new PtraceTracer()) {
            List<TracedLoop> loops = new ArrayList<>();
            loops.add(TracedLoop.untraced(launcher));
            side.add(loops, ebpf, "ebpf", TraceOptions.defaults(), 1);
            side.add(loops, preload, "preload", TraceOptions.defaults(), 1);
            side.add(loops, ptrace, EXACT, TraceOptions.defaults().withPlacement(Placement.SAME), SLOW);
            side.add(loops, ptrace, FDPOS, TraceOptions.defaults().withMode(Mode.FDPOS), 1);
            side.addStrace(loops, launcher);
            side.measure(loops, scratch.path());
        }
        return side.met;
    }

    private void add(List<TracedLoop> loops, Tracer tracer, String name, TraceOptions options, int slowness) {
        if (tracer.check().ok()) {
            loops.add(TracedLoop.traced(name, tracer, options, slowness));
        } else {
            out.println(name + " is left out: " + tracer.check().summary());
        }
    }

    private void addStrace(List<TracedLoop> loops, ProcessLauncher launcher) {
        if (isInstalled(STRACE) && isInstalled("taskset")) {
            loops.add(TracedLoop.under(STRACE, launcher, List.of("taskset", "-c", "0", STRACE, "-f", "--seccomp-bpf", "-e",
                    "trace=read,openat", "-o", "/dev/null"), SLOW));
        } else {
            out.println("strace is left out: it or taskset is not installed (apt-get install strace util-linux)");
        }
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(":")).anyMatch(f -> Files.isExecutable(Path.of(f, program)));
    }

    private void measure(List<TracedLoop> loops, Path folder) throws IOException, InterruptedException {
        Costs read = costs(loops, folder, "read", reads);
        Costs open = costs(loops, folder, "open-read-close", Math.max(1, reads / 2));
        Costs start = starts(loops, folder);
        out.printf(Locale.ROOT, "%-44s %12s %12s%n", "added by", "target", "measured");
        judge(read, "ebpf", "ns", 300);
        judge(read, "preload", "ns", 25);
        judge(read, EXACT, "ns", 20_000);
        judge(read, FDPOS, "ns", 100);
        if (read.has(STRACE) && read.has(EXACT)) {
            double ratio = read.ratio(STRACE, EXACT);
            met &= ratio >= 3;
            out.printf(Locale.ROOT, "%-44s %12s %12s%n", "strace to a read, as often as " + EXACT, ">= 3 x",
                    String.format(Locale.ROOT, "%.1f x", ratio));
        }
        judge(open, "ebpf", "ns", 2000);
        judge(open, "preload", "ns", 1600);
        judge(start, "ebpf", "us", 15_000);
        judge(start, "preload", "us", 2000);
        judge(start, EXACT, "us", 3000);
        for (Costs costs : List.of(read, open, start)) {
            out.println(costs.text());
        }
    }

    private void judge(Costs costs, String loop, String unit, double limit) {
        if (costs.has(loop)) {
            double added = costs.added(loop);
            met &= added <= limit;
            out.printf(Locale.ROOT, "%-44s %12s %12s %-18s%s%n", loop + " to " + costs.what(), String.format(Locale.ROOT, "<= %.0f %s",
                    limit, unit), String.format(Locale.ROOT, "%.0f %s", added, unit), costs.addedRange(loop),
                    added <= limit ? "" : " (missed)");
        }
    }

    /**
     * ns of one call: what its process says of the fastest quarter of its blocks of calls. So neither start and end count nor what
     * disturbed most of the others; what differs from process to process (where its pages lie) is left to the rounds.
     */
    private Costs costs(List<TracedLoop> loops, Path folder, String kind, int count) throws IOException, InterruptedException {
        Costs costs = new Costs(kind);
        for (int round = -1; round < rounds; round++) {
            for (TracedLoop loop : loops) {
                int calls = Math.max(1, count / BLOCKS / loop.slowness());
                loop.wallNanos(probe(folder, kind, calls));
                if (round >= 0) {
                    costs.add(loop.name(), Costs.lowerQuartile(Files.readAllLines(folder.resolve(TIMES))) / calls);
                }
            }
        }
        return costs;
    }

    private Command probe(Path folder, String kind, int calls) {
        return Command.of(probe.toString(), "blocks", kind, Integer.toString(BLOCKS), Integer.toString(calls)).withDirectory(folder)
                .withStdio(Stdio.none(), Stdio.file(folder.resolve(TIMES)), Stdio.none());
    }

    /** us from the call that starts {@code true} to its report; the first half is warm-up. */
    private Costs starts(List<TracedLoop> loops, Path folder) throws IOException, InterruptedException {
        Costs costs = new Costs("start and end of true");
        Command command = Command.of("true").withDirectory(folder).withStdio(Stdio.none(), Stdio.none(), Stdio.none());
        for (int i = 0; i < 2 * starts; i++) {
            for (TracedLoop loop : loops) {
                if (!loop.name().equals(STRACE)) {
                    double micros = loop.wholeNanos(command) / 1e3;
                    if (i >= starts) {
                        costs.add(loop.name(), micros);
                    }
                }
            }
        }
        return costs;
    }
}
