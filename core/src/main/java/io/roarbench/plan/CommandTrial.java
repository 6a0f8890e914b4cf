package io.roarbench.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs a command, without a shell, in a fresh folder of its own unless told otherwise.
 *
 * @param command program and arguments
 * @param environment variables set for it, over those of the runner
 * @param directory where it runs; empty for a folder made for the trial and removed afterwards
 * @param prepare commands run before each trial, untimed
 * @param cleanup commands run after each trial, untimed
 * @param describe a command run once before all trials; the first line it prints goes into the Setup line. Empty for none
 * @param output the file that gets its output, relative to where it runs; empty for {@code /dev/null}
 * @param timeout after which it is ended and the sample void
 * @param expectedExit the exit code that makes a sample valid, 0–255
 * @param tracer {@code none}, a built-in tracer's name (ptrace's perhaps with mode and placement after it: {@code ptrace fdpos
 *     same}), {@code external: TEMPLATE}, or {@code beside: NAME} for the command
 *     untraced while that tracer traces something else
 */
public record CommandTrial(
        List<String> command,
        Map<String, String> environment,
        String directory,
        List<List<String>> prepare,
        List<List<String>> cleanup,
        List<String> describe,
        String output,
        Duration timeout,
        int expectedExit,
        String tracer)
        implements Trial {

    /** The tracer name of the baseline. */
    public static final String UNTRACED = "none";

    /** Begins the tracer name of a trial under a command that is a tracer; its template follows. */
    public static final String EXTERNAL = "external: ";

    /** Begins the tracer name of an untraced trial beside a trace of something else; a built-in tracer's name follows. */
    public static final String BESIDE = "beside: ";

    public CommandTrial {
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException("a command has at least a program");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a timeout is a time above 0, not " + timeout);
        }
        if (expectedExit < 0 || expectedExit > 255) {
            throw new IllegalArgumentException("an exit code is 0 to 255, not " + expectedExit);
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        prepare = List.copyOf(prepare);
        cleanup = List.copyOf(cleanup);
        describe = List.copyOf(describe);
        // Results and plans of before have no such field.
        output = output == null ? "" : output;
    }

    /** The same command, run in another way: under a tracer, untraced, … */
    public CommandTrial under(String otherTracer) {
        return new CommandTrial(command, environment, directory, prepare, cleanup, describe, output, timeout, expectedExit,
                otherTracer);
    }
}
