package io.roarbench.cli;

import io.roarbench.plan.Plan;
import io.roarbench.run.Runner;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "run", description = "Measures a scenario, prints its tables, and writes result.json and page.md.")
final class RunCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Mixin
    private ScenarioOptions scenario;

    @Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "A .groovy file, or a plan that 'plan --json' wrote.")
    private Path file;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "roar-bench-out",
            description = "Folder for the results, made if missing; the default is ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--resume", paramLabel = "DIR", description = "Goes on with the interrupted run whose results are in DIR.")
    private Path resume;

    @Option(names = "--allow-missing",
            description = "Exit with 0 also where parts cannot run on this machine; they are n/a, with the reason.")
    private boolean allowMissing;

    @Override
    public Integer call() throws Exception {
        if ((file == null) == (resume == null)) {
            throw new UsageException(file == null
                    ? "say which scenario to run, or --resume DIR"
                    : "--resume goes on with the scenario it was begun with; leave out " + file);
        }
        if (resume != null) {
            return new Measuring(resume, allowMissing).measure(Runner::resume);
        }
        Plan plan = scenario.plan(file);
        return new Measuring(out, allowMissing).measure(runner -> runner.run(plan));
    }
}
