package io.roarbench.cli;

import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.TerminalSignals;
import io.roarbench.result.WholeFile;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceOptions;
import io.roarbench.tracer.TraceOptions.Mode;
import io.roarbench.tracer.TraceOptions.Placement;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceReports;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.select.Tracers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code roar-bench trace}: runs a command traced. Its descriptors, terminal and exit code are the command's (128 + n for signal n);
 * 2 for wrong usage, 125 if the tracer can't run, 127 if the command can't be started.
 */
@Command(name = "trace", sortOptions = false,
        description = "Runs a command and reports which files it and its descendants read and write.")
public final class TraceCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";
    private static final int USAGE = 2;
    private static final int NO_TRACER = 125;
    private static final int NO_COMMAND = 127;
    private static final int SIGNAL = 128;

    @Option(names = "--tracer", paramLabel = "NAME", defaultValue = "auto",
            description = "auto (default: the best that works), ebpf, preload or ptrace.")
    private String tracer;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", defaultValue = "roar-trace.json",
            description = "Where the report goes (default: roar-trace.json); - is standard output, after the command's own.")
    private String output;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "exact",
            description = "exact (default), or fdpos: ptrace without a stop per read and write.")
    private String mode;

    @Option(names = "--placement", paramLabel = "WHERE", defaultValue = "auto",
            description = "ptrace only: auto (default), same (tracer and command on one CPU) or none.")
    private String placement;

    @Option(names = "--system-files", description = "Lists files below /proc, /sys and /dev, too.")
    private boolean systemFiles;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Prints this.")
    private boolean help;

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The command and its arguments, after --.")
    private List<String> command = List.of();

    private final PrintStream out;
    private final PrintStream err;

    /** The command on the process's own streams. */
    public TraceCommand() {
        this(System.out, System.err);
    }

    TraceCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<TraceOptions> options = options();
        Optional<Tracer> opened = new Tracers().open(tracer);
        if (options.isEmpty()) {
            return USAGE;
        }
        Optional<String> unwritable = outputProblem();
        if (unwritable.isPresent()) {
            return wrong("--output: " + unwritable.get());
        }
        if (opened.isEmpty()) {
            return wrong("unknown tracer '" + tracer + "'; there are auto, " + String.join(", ", new Tracers().names()));
        }
        try (Tracer chosen = opened.get()) {
            Check check = chosen.check();
            if (!check.ok()) {
                return say(NO_TRACER, "tracer " + tracer + " can't run here: " + check.summary());
            }
            return run(chosen, options.get());
        }
    }

    private int run(Tracer chosen, TraceOptions options) throws InterruptedException {
        TraceRequest request = new TraceRequest(
                io.roarbench.linux.process.Command.of(command).interactive(), options);
        Trace trace;
        try {
            trace = chosen.trace(request);
        } catch (IOException e) {
            return say(NO_COMMAND, e.getMessage());
        }
        try (trace; TerminalSignals left = TerminalSignals.leaveToCommand()) {
            Execution execution = trace.waitFor();
            TraceReport report = trace.report();
            write(report);
            if (!report.complete()) {
                say(0, "the report is incomplete: " + String.join("; ", report.incomplete()));
            }
            return execution.signal() != 0 ? SIGNAL + execution.signal() : execution.exitCode();
        } catch (IOException e) {
            return say(NO_TRACER, e.getMessage());
        }
    }

    private void write(TraceReport report) throws IOException {
        if (output.equals(STANDARD_OUTPUT)) {
            new TraceReports().write(report, out);
            out.flush();
            return;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new TraceReports().write(report, text);
        Path file = Path.of(output);
        // What is no file yet, or a plain one, is written whole or not at all; a pipe or device can only be written to.
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            WholeFile.write(file, text.toByteArray());
        } else {
            Files.write(file, text.toByteArray());
        }
    }

    /** Found out before the command runs rather than after hours of it. */
    private Optional<String> outputProblem() {
        if (output.equals(STANDARD_OUTPUT)) {
            return Optional.empty();
        }
        Path file;
        try {
            file = Path.of(output).toAbsolutePath();
        } catch (InvalidPathException e) {
            return Optional.of(output + " cannot be a file name here: " + e.getReason());
        }
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(file)) {
            return Optional.of(file + " is a folder");
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("there is no folder " + folder);
        }
        boolean writable = Files.exists(file) ? Files.isWritable(file) : Files.isWritable(folder);
        return writable ? Optional.empty() : Optional.of("no permission to write " + file);
    }

    private Optional<TraceOptions> options() {
        try {
            Mode wantedMode = Mode.valueOf(mode.toUpperCase(Locale.ROOT));
            Placement wantedPlacement = Placement.valueOf(placement.toUpperCase(Locale.ROOT));
            return Optional.of(new TraceOptions(systemFiles, wantedMode, wantedPlacement));
        } catch (IllegalArgumentException unknown) {
            wrong("--mode is exact or fdpos, --placement is auto, same or none; given: " + mode + ", " + placement);
            return Optional.empty();
        }
    }

    private int wrong(String text) {
        return say(USAGE, text);
    }

    private int say(int code, String text) {
        err.println("roar-bench trace: " + text);
        return code;
    }
}
