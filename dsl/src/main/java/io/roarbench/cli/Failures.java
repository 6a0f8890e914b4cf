package io.roarbench.cli;

import io.roarbench.dsl.ScenarioException;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into one clear line and an exit code; the stack trace only with {@code --verbose}. */
final class Failures implements CommandLine.IExecutionExceptionHandler {

    static final int FAILED = 1;
    static final int USAGE = 2;

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return report(e, command.getErr(), parsed.originalArgs().contains("--verbose"));
    }

    /** Prints the line and returns the exit code. */
    static int report(Exception e, PrintWriter err, boolean verbose) {
        err.println("roar-bench: " + text(e));
        if (verbose) {
            e.printStackTrace(err);
        }
        err.flush();
        return e instanceof ScenarioException || e instanceof UsageException ? USAGE : FAILED;
    }

    private static String text(Exception e) {
        boolean meant = Arrays.stream(new Class<?>[] {
            ScenarioException.class, UsageException.class, io.roarbench.run.RunFailure.class, java.io.IOException.class,
        }).anyMatch(c -> c.isInstance(e));
        String message = e.getMessage() == null ? "" : e.getMessage();
        return meant && !message.isBlank()
                ? message
                : "internal error, please report it: " + e + " (run again with --verbose for the stack trace)";
    }

    static int usage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("roar-bench: " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        err.flush();
        return USAGE;
    }
}
