package io.roarbench.cli;

import io.roarbench.plan.Plan;
import io.roarbench.result.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "rerun", description = "Measures the plan of an earlier result again.")
final class RerunCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "RESULT", description = "A result.json, or the folder that holds it.")
    private Path file;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "roar-bench-out",
            description = "Folder for the results, made if missing; the default is ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--allow-missing",
            description = "Exit with 0 also where parts cannot run on this machine; they are n/a, with the reason.")
    private boolean allowMissing;

    @Override
    public Integer call() throws Exception {
        Plan plan;
        try {
            plan = ResultFile.read(file).plan();
        } catch (IOException e) {
            throw new UsageException(e.getMessage(), e);
        }
        return new Measuring(out, allowMissing).measure(runner -> runner.run(plan));
    }
}
