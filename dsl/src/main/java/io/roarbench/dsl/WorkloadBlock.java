package io.roarbench.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import io.roarbench.plan.CommandTrial;
import io.roarbench.plan.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code workload('id') { … }}: a command, untraced (the baseline) and under tracers. */
public final class WorkloadBlock extends ExperimentBlock {

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<List<String>> before = new ArrayList<>();
    private final List<List<String>> after = new ArrayList<>();
    private final Map<String, String> traced = new LinkedHashMap<>();
    private List<String> words = List.of();
    private List<String> description = List.of();
    private String directory = "";
    private Duration timeLimit = Duration.ofMinutes(10);
    private int expectedExit;

    WorkloadBlock(Scope scope, String id) {
        super(scope, "workload", id);
        traced.put("baseline", CommandTrial.UNTRACED);
    }

    /** Program and arguments; no shell is involved. */
    public void command(String... words) {
        keyword("command");
        this.words = Arrays.asList(words);
    }

    /** Sets environment variables, e.g. {@code env LANG: 'C', A: '1'}. */
    public void env(Map<String, ?> variables) {
        keyword("env");
        variables.forEach((name, value) -> environment.put(name, String.valueOf(value)));
    }

    /** Where it runs; without this, in a new, empty folder for each trial. */
    public void cwd(String folder) {
        keyword("cwd");
        directory = folder;
    }

    /** Commands to run before each trial, outside the timed part. */
    public void prepare(@DelegatesTo(value = HookBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> commands) {
        keyword("prepare");
        hook("prepare", before, commands);
    }

    /** Commands to run after each trial, outside the timed part. */
    public void cleanup(@DelegatesTo(value = HookBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> commands) {
        keyword("cleanup");
        hook("cleanup", after, commands);
    }

    /** A command to run once, before all trials; the first line that it prints goes into the Setup line. */
    public void describe(String... command) {
        keyword("describe");
        description = Arrays.asList(command);
    }

    private void hook(String name, List<List<String>> into, Closure<?> commands) {
        HookBlock block = new HookBlock(scope(), name);
        inside(block, commands);
        into.addAll(block.commands);
    }

    /** After this time a trial is ended and does not count. */
    public void timeout(Duration time) {
        keyword("timeout");
        timeLimit = time;
    }

    /** The exit code that a trial must end with to count; 0 unless said otherwise. */
    public void expectExit(int code) {
        keyword("expectExit");
        expectedExit = code;
    }

    /** Adds a variant for each of these built-in tracers. */
    public void tracers(String... names) {
        keyword("tracers");
        for (String name : names) {
            traced.put(name, KnownNames.require("tracer", name, KnownNames.TRACERS));
        }
    }

    /** Adds a variant under any command as tracer; {@code {command}} stands for the command, {@code {trace}} for a file. */
    public void external(String name, String template) {
        keyword("external");
        if (!template.contains("{command}")) {
            throw new IllegalArgumentException("the template '" + template + "' has no {command}, so it would not run it");
        }
        traced.put(name, "external: " + template);
    }

    @Override
    io.roarbench.plan.Experiment experiment() {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("say what to run, e.g. command 'git', 'status'");
        }
        traced.forEach((name, tracer) -> add(new Variant(name, new CommandTrial(
                words, environment, directory, before, after, description, timeLimit, expectedExit, tracer))));
        return super.experiment();
    }

    /** Commands of a hook. */
    public static final class HookBlock extends Block {

        private final List<List<String>> commands = new ArrayList<>();

        HookBlock(Scope scope, String name) {
            super(scope, "inside " + name);
        }

        /** Program and arguments. */
        public void command(String... words) {
            keyword("command");
            commands.add(List.of(words));
        }
    }
}
