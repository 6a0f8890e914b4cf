package io.roarbench.plan;

import io.roarbench.measure.RoundPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds an experiment of one command: untraced (the baseline, called {@value #BASELINE}) and under tracers.
 *
 * <pre>{@code
 * Experiment tokenise = Workload.of("python3", "tok.py").env("A", "1").timeout(Duration.ofMinutes(2))
 *         .tracers("ebpf", "preload").external("strace", "strace -f -o {trace} {command}")
 *         .experiment("tokenise", policy);
 * }</pre>
 */
public final class Workload {

    /** The name of the untraced variant. */
    public static final String BASELINE = "baseline";

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<List<String>> before = new ArrayList<>();
    private final List<List<String>> after = new ArrayList<>();
    private final Map<String, String> variants = new LinkedHashMap<>();
    private List<String> command = List.of();
    private List<String> description = List.of();
    private String directory = "";
    private String outputFile = "";
    private Duration timeLimit = Duration.ofMinutes(10);
    private int exit;

    /** A workload whose command is still to be said. */
    public Workload() {
        variants.put(BASELINE, CommandTrial.UNTRACED);
    }

    /** A workload of this program and these arguments. */
    public static Workload of(String... command) {
        return new Workload().command(command);
    }

    /** Program and arguments; no shell is involved. */
    public Workload command(String... words) {
        command = List.of(words);
        return this;
    }

    /** Sets an environment variable, over those of the runner. */
    public Workload env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Where it runs; without this, in a new, empty folder for each trial. */
    public Workload directory(Path folder) {
        directory = folder.toString();
        return this;
    }

    /** A command run before each trial, outside the timed part; more calls add more. */
    public Workload prepare(String... words) {
        before.add(List.of(words));
        return this;
    }

    /** A command run after each trial, outside the timed part; more calls add more. */
    public Workload cleanup(String... words) {
        after.add(List.of(words));
        return this;
    }

    /** A command run once, before all trials; the first line that it prints goes into the Setup line. */
    public Workload describe(String... words) {
        description = List.of(words);
        return this;
    }

    /** Sends its output to a file, relative to where it runs; without this, to {@code /dev/null}. */
    public Workload output(String file) {
        outputFile = file;
        return this;
    }

    /** After this a trial is ended and void; 10 minutes unless said otherwise. */
    public Workload timeout(Duration time) {
        timeLimit = time;
        return this;
    }

    /** The exit code of a valid trial, 0–255; 0 unless said otherwise. */
    public Workload expectExit(int code) {
        exit = code;
        return this;
    }

    /**
     * Adds a variant under each of these built-in tracers: {@code ebpf}, {@code preload}, {@code ptrace}, {@code auto}. After
     * {@code ptrace} mode and placement may follow, {@code exact} or {@code fdpos}, {@code same} or {@code none}:
     * {@code ptrace fdpos same}. A variant is called as it is written here.
     */
    public Workload tracers(String... names) {
        for (String name : names) {
            variants.put(name, name);
        }
        return this;
    }

    /**
     * Adds a variant under any command as tracer.
     *
     * @param template words separated by blanks; {@code {command}} stands for the command, {@code {trace}} for a file
     * @throws IllegalArgumentException if there is no word {@code {command}}
     */
    public Workload external(String name, String template) {
        if (!List.of(template.trim().split("\\s+")).contains("{command}")) {
            throw new IllegalArgumentException(
                    "the template '" + template + "' has no word {command}, so it would not run it");
        }
        variants.put(name, CommandTrial.EXTERNAL + template);
        return this;
    }

    /**
     * The same, the variant named after the tracer's program: {@code strace} for
     * {@code /usr/bin/strace -f -o {trace} {command}}.
     *
     * @throws IllegalArgumentException if there is no word {@code {command}}
     */
    public Workload external(String template) {
        String program = template.strip().split("\\s+")[0];
        return external(program.substring(program.lastIndexOf('/') + 1), template);
    }

    /** Adds a variant that runs untraced while a built-in tracer traces something else: its tax on the host. */
    public Workload beside(String tracer) {
        variants.put(CommandTrial.BESIDE + tracer, CommandTrial.BESIDE + tracer);
        return this;
    }

    /**
     * The variants so far, the baseline first.
     *
     * @throws IllegalArgumentException if no command was said
     */
    public List<Variant> variants() {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("say what to run, e.g. command 'git', 'status'");
        }
        CommandTrial untraced = new CommandTrial(command, environment, directory, before, after, description, outputFile,
                timeLimit, exit, CommandTrial.UNTRACED);
        List<Variant> all = new ArrayList<>();
        variants.forEach((name, tracer) -> all.add(new Variant(name, untraced.under(tracer))));
        return all;
    }

    /** The experiment, with a control. */
    public Experiment experiment(String id, RoundPolicy policy) {
        return Experiment.withControl(id, variants(), policy);
    }
}
