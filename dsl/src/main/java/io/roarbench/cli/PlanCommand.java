package io.roarbench.cli;

import io.roarbench.plan.Plan;
import io.roarbench.report.PlanText;
import io.roarbench.result.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "plan", description = "Shows what a scenario would run, how often, and for how long at most; runs nothing.")
final class PlanCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Mixin
    private ScenarioOptions scenario;

    @Parameters(paramLabel = "SCENARIO", description = "A .groovy file, or a plan that 'plan --json' wrote.")
    private Path file;

    @Option(names = "--json", description = "Prints the resolved plan, which 'run' takes in place of a scenario.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Plan plan = scenario.plan(file);
        System.out.print(json ? Json.indented().writeValueAsString(plan) + "\n" : PlanText.of(plan));
        return 0;
    }
}
