package io.roarbench.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import groovy.lang.Script;
import groovy.transform.stc.ClosureParams;
import groovy.transform.stc.SecondParam;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The base class of scenario files: what can be written at their top level. */
public abstract class ScenarioScript extends Script {

    private ScenarioBlock scenario;
    private ScenarioFiles files;

    final void begin(ScenarioBlock block, ScenarioFiles including) {
        scenario = block;
        files = including;
    }

    /** The title of the page. */
    public void title(String text) {
        scenario.keyword("title");
        if (files.outermost()) {
            scenario.title(text);
        }
    }

    /** What stands under the title (Markdown). */
    public void intro(String markdown) {
        scenario.keyword("intro");
        if (files.outermost()) {
            scenario.intro(markdown);
        }
    }

    /** What stands at the end of the page (Markdown). */
    public void outro(String markdown) {
        scenario.keyword("outro");
        if (files.outermost()) {
            scenario.outro(markdown);
        }
    }

    /** The seed of all randomness: order within rounds, file contents, intervals. The default is 42. */
    public void seed(long value) {
        scenario.keyword("seed");
        scenario.seed(value);
    }

    /** The profile of this run, {@code quick} or {@code full}. */
    public String getProfile() {
        return scenario.settings().profile();
    }

    /** A value for each profile, e.g. {@code byProfile quick: 1.GB, full: 10.GB}. */
    public <T> T byProfile(Map<String, T> values) {
        T value = values.get(getProfile());
        if (value == null) {
            throw new IllegalArgumentException("this scenario has no profile '" + getProfile() + "'; it has "
                    + String.join(", ", values.keySet()));
        }
        return value;
    }

    /** A text that {@code --set name=value} can change. */
    public String parameter(String name, String fallback) {
        return scenario.parameter(name, fallback);
    }

    /** One of several texts that {@code --set name=value} can choose; the first is the default. */
    public String parameter(String name, List<String> choices) {
        String value = scenario.parameter(name, choices.get(0));
        return KnownNames.require(name, value, choices);
    }

    /** A whole number that {@code --set name=value} can change. */
    public int parameter(String name, int fallback) {
        String value = scenario.parameter(name, Integer.toString(fallback));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the parameter '" + name + "' is a whole number, not '" + value + "'", e);
        }
    }

    /**
     * Does something for each of several whole numbers or texts, which {@code --set name=1,2,4} changes: what stands in the
     * closure is declared once for each, e.g. {@code sweep('threads', [1, 2, 4]) { n -> workload("tok $n") { … } }}.
     *
     * @return the values, for the rows of a table
     */
    public <T> List<T> sweep(
            String name, List<T> values, @ClosureParams(SecondParam.FirstGenericType.class) Closure<?> body) {
        List<T> chosen = Sweep.chosen(name, values,
                parameter(name, values.stream().map(String::valueOf).collect(Collectors.joining(","))));
        chosen.forEach(body::call);
        return chosen;
    }

    /** The path of a file that lies beside this scenario, e.g. a script it runs. */
    public String file(String relative) {
        return files.beside(relative).toString();
    }

    /** Hashes of one file, side by side. */
    public void hashing(
            String id, @DelegatesTo(value = HashingBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> body) {
        scenario.keyword("hashing");
        experiment(new HashingBlock(scenario.scope(), id, scenario.seed()), body);
    }

    /** A command, untraced and under tracers. */
    public void workload(
            String id, @DelegatesTo(value = WorkloadBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> body) {
        scenario.keyword("workload");
        experiment(new WorkloadBlock(scenario.scope(), id), body);
    }

    /** One S3 operation, straight to an endpoint and through proxies. */
    public void s3(String id, @DelegatesTo(value = S3Block.class, strategy = Closure.DELEGATE_FIRST) Closure<?> body) {
        scenario.keyword("s3");
        experiment(new S3Block(scenario.scope(), id), body);
    }

    /** One kind of system call at several loop counts, untraced and under tracers. */
    public void syscalls(
            String id, @DelegatesTo(value = SyscallBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> body) {
        scenario.keyword("syscalls");
        SyscallBlock block = new SyscallBlock(scenario.scope(), id);
        experiment(block, body);
        scenario.syscalls().put(id, block.syscalls());
    }

    /** How much of what programs do with files one tracer reports. */
    public void coverage(
            String id, @DelegatesTo(value = CoverageBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> body) {
        scenario.keyword("coverage");
        experiment(new CoverageBlock(scenario.scope(), id), body);
    }

    private void experiment(ExperimentBlock block, Closure<?> body) {
        scenario.inside(block, body);
        scenario.add(block.experiment());
    }

    /** A part of the page. */
    public void section(
            String heading,
            @DelegatesTo(value = SectionBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> body) {
        scenario.keyword("section");
        SectionBlock block = new SectionBlock(scenario.scope(), heading, scenario);
        scenario.inside(block, body);
        scenario.add(block.section());
    }

    /** Reads another scenario file, found relative to this one; its title, intro and outro are left out. */
    public void include(String file) {
        scenario.keyword("include");
        files.include(file, scenario);
    }
}
