package io.roarbench.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import io.roarbench.plan.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code workload('id') { … }}: a command, untraced (the baseline) and under tracers. */
public final class WorkloadBlock extends ExperimentBlock {

    private final Workload workload = new Workload();

    WorkloadBlock(Scope scope, String id) {
        super(scope, "workload", id);
    }

    /** Program and arguments; no shell is involved. */
    public void command(String... words) {
        keyword("command");
        workload.command(words);
    }

    /** The same, for words that are put together, e.g. {@code command(['python3', script] + options)}. */
    public void command(List<String> words) {
        command(words.toArray(String[]::new));
    }

    /** Sets environment variables, e.g. {@code env LANG: 'C', A: '1'}. */
    public void env(Map<String, ?> variables) {
        keyword("env");
        variables.forEach((name, value) -> workload.env(name, String.valueOf(value)));
    }

    /** Where it runs; without this, in a new, empty folder for each trial. */
    public void cwd(String folder) {
        keyword("cwd");
        workload.directory(Path.of(folder));
    }

    /** Commands to run before each trial, outside the timed part. */
    public void prepare(@DelegatesTo(value = HookBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> commands) {
        keyword("prepare");
        inside(new HookBlock(scope(), "prepare", workload::prepare), commands);
    }

    /** Commands to run after each trial, outside the timed part. */
    public void cleanup(@DelegatesTo(value = HookBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> commands) {
        keyword("cleanup");
        inside(new HookBlock(scope(), "cleanup", workload::cleanup), commands);
    }

    /** A command to run once, before all trials; the first line that it prints goes into the Setup line. */
    public void describe(String... command) {
        keyword("describe");
        workload.describe(command);
    }

    /** The same, for words that are put together. */
    public void describe(List<String> command) {
        describe(command.toArray(String[]::new));
    }

    /** Sends its output to a file, relative to where it runs; without this it goes to {@code /dev/null}. */
    public void output(String file) {
        keyword("output");
        workload.output(file);
    }

    /** After this time a trial is ended and does not count; 10 minutes unless said otherwise. */
    public void timeout(Duration time) {
        keyword("timeout");
        workload.timeout(time);
    }

    /** The exit code that a trial must end with to count; 0 unless said otherwise. */
    public void expectExit(int code) {
        keyword("expectExit");
        workload.expectExit(code);
    }

    /** Adds a variant for each of these built-in tracers; ptrace may have mode and placement after it, e.g. {@code 'ptrace fdpos same'}. */
    public void tracers(String... names) {
        keyword("tracers");
        for (String name : names) {
            workload.tracers(KnownNames.require("tracer", name, KnownNames.TRACER_WAYS));
        }
    }

    /** Adds a variant under any command as tracer; {@code {command}} stands for the command, {@code {trace}} for a file. */
    public void external(String name, String template) {
        keyword("external");
        workload.external(name, template);
    }

    /** The same, the variant named after the tracer's program, e.g. {@code external 'strace -f -o {trace} {command}'}. */
    public void external(String template) {
        keyword("external");
        workload.external(template);
    }

    /** Adds a variant, called {@code 'beside: NAME'}, that runs untraced while this tracer traces something else. */
    public void beside(String tracer) {
        keyword("beside");
        workload.beside(KnownNames.require("tracer", tracer, KnownNames.TRACERS));
    }

    @Override
    io.roarbench.plan.Experiment experiment() {
        workload.variants().forEach(this::add);
        return super.experiment();
    }

    /** Commands of a hook. */
    public static final class HookBlock extends Block {

        private final Hook hook;

        HookBlock(Scope scope, String name, Hook hook) {
            super(scope, "inside " + name);
            this.hook = hook;
        }

        /** Program and arguments. */
        public void command(String... words) {
            keyword("command");
            hook.add(words);
        }
    }

    /** Takes the commands of a hook. */
    @FunctionalInterface
    interface Hook {
        void add(String... words);
    }
}
