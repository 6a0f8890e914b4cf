package io.roarbench.cli;

import io.roarbench.environment.SetupLines;
import io.roarbench.report.CellChange;
import io.roarbench.report.CellChange.Kind;
import io.roarbench.report.PageComparison;
import io.roarbench.result.Json;
import io.roarbench.result.Result;
import io.roarbench.result.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "compare", description = "What changed from one result to another, cell by cell, and whether it is more than chance.",
        footer = {"", "A change is called better or worse if its p-value, adjusted for all cells (Holm), is below 5 %%."})
final class CompareCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "OLD", description = "A result.json (or .json.gz), or the folder that holds it.")
    private Path old;

    @Parameters(index = "1", paramLabel = "NEW", description = "Another one.")
    private Path fresh;

    @Option(names = "--fail-above", paramLabel = "PCT",
            description = "Exit with 1 if a cell is significantly worse by more than this many percent.")
    private Double limit;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (limit != null && !(limit >= 0)) {
            throw new UsageException("--fail-above is a number of percent, 0 or more, not " + limit);
        }
        Result before = read(old);
        Result after = read(fresh);
        List<CellChange> changes = PageComparison.of(before, after);
        if (changes.isEmpty()) {
            throw new UsageException(old + " and " + fresh + " have no cell in common: they show tables, rows or columns of other names");
        }
        if (json) {
            System.out.println(Json.indented().writeValueAsString(changes));
        } else {
            print(before, after, changes);
        }
        boolean failed = limit != null
                && changes.stream().anyMatch(c -> c.kind() == Kind.WORSE && c.worseBy() > limit);
        return failed ? Failures.FAILED : 0;
    }

    private static Result read(Path file) throws UsageException {
        try {
            return ResultFile.read(file);
        } catch (IOException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private static void print(Result before, Result after, List<CellChange> changes) {
        String machine = SetupLines.machine(before.environment());
        String other = SetupLines.machine(after.environment());
        if (!machine.equals(other)) {
            System.out.println("The machines differ: " + machine + " before, " + other + " after.\n");
        }
        String table = "";
        for (CellChange c : changes) {
            if (!c.table().equals(table)) {
                table = c.table();
                System.out.println(table);
            }
            System.out.println("  " + c.row() + " · " + c.column() + ": " + c.before() + " → " + c.after()
                    + (c.change().isEmpty() ? "" : ", " + c.change()) + ": " + word(c.kind()));
        }
        long comparable = changes.stream().filter(c -> c.kind() != Kind.NOT_COMPARABLE).count();
        System.out.printf(Locale.ROOT, "%n%d of %d figures agree within their 95 %% intervals; %d better, %d worse%n",
                changes.stream().filter(CellChange::agrees).count(), comparable,
                changes.stream().filter(c -> c.kind() == Kind.BETTER).count(),
                changes.stream().filter(c -> c.kind() == Kind.WORSE).count());
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case WORSE -> "worse";
            case BETTER -> "better";
            case SAME -> "no difference found";
            case NOT_COMPARABLE -> "not comparable";
        };
    }
}
