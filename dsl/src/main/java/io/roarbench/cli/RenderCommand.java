package io.roarbench.cli;

import io.roarbench.report.Pages;
import io.roarbench.result.Json;
import io.roarbench.result.Result;
import io.roarbench.result.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "render", description = "Prints the tables of a result.")
final class RenderCommand implements Callable<Integer> {

    /** What can be printed. */
    enum Format {
        markdown, html, csv, terminal, json
    }

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "RESULT", description = "A result.json (or .json.gz), or the folder that holds it.")
    private Path file;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "markdown",
            description = "${COMPLETION-CANDIDATES}; the default is ${DEFAULT-VALUE}.")
    private Format format;

    @Override
    public Integer call() throws Exception {
        Result result;
        try {
            result = ResultFile.read(file);
        } catch (IOException e) {
            throw new UsageException(e.getMessage(), e);
        }
        System.out.print(switch (format) {
            case markdown -> Pages.markdown(result);
            case html -> Pages.html(result);
            case csv -> Pages.csv(result);
            case terminal -> Pages.terminal(result);
            case json -> Json.indented().writeValueAsString(result) + "\n";
        });
        return 0;
    }
}
