package io.roarbench.linux.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What to run: plain data, no shell.
 *
 * @param argv the program and its arguments, at least one. A program without a slash is looked up in the {@code PATH} of
 *     the environment given here
 * @param environment the whole environment of the command
 * @param directory its working directory
 * @param stdin where descriptor 0 comes from
 * @param stdout where descriptor 1 goes
 * @param stderr where descriptor 2 goes
 * @param ownProcessGroup whether it leads a new process group, so that a timeout or {@code signal} reaches its
 *     descendants, too, and has no controlling terminal (it could only wait for that). False leaves it in the caller's
 *     group: what an interactive terminal needs
 * @param timeout after this the group gets SIGTERM, and SIGKILL {@code grace} later; empty means never
 * @param grace how long after SIGTERM the SIGKILL comes
 */
public record Command(List<String> argv, Map<String, String> environment, Path directory, Stdio stdin, Stdio stdout,
        Stdio stderr, boolean ownProcessGroup, Optional<Duration> timeout, Duration grace) {

    /** Checks and copies. */
    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(directory, "directory");
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least the program's name");
        }
        if (argv.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("an argument holds a NUL character: " + argv);
        }
    }

    /**
     * The command in this JVM's environment and working directory, without input, its output to {@code /dev/null}, in a
     * process group of its own, without a timeout.
     */
    public static Command of(String... argv) {
        return of(List.of(argv));
    }

    /** As {@link #of(String...)}. */
    public static Command of(List<String> argv) {
        return new Command(argv, System.getenv(), Path.of("").toAbsolutePath(), Stdio.none(), Stdio.none(),
                Stdio.none(), true, Optional.empty(), Duration.ofSeconds(2));
    }

    /** With this environment and nothing else in it. */
    public Command withEnvironment(Map<String, String> wanted) {
        return new Command(argv, wanted, directory, stdin, stdout, stderr, ownProcessGroup, timeout, grace);
    }

    /** With another command line. */
    public Command withArgv(List<String> wanted) {
        return new Command(wanted, environment, directory, stdin, stdout, stderr, ownProcessGroup, timeout, grace);
    }

    /** In this directory. */
    public Command withDirectory(Path wanted) {
        return new Command(argv, environment, wanted, stdin, stdout, stderr, ownProcessGroup, timeout, grace);
    }

    /** With these three descriptors. */
    public Command withStdio(Stdio in, Stdio out, Stdio err) {
        return new Command(argv, environment, directory, in, out, err, ownProcessGroup, timeout, grace);
    }

    /** With the three descriptors of this JVM, in its process group: what a command line tool wants. */
    public Command interactive() {
        return new Command(argv, environment, directory, Stdio.inherit(), Stdio.inherit(), Stdio.inherit(), false,
                timeout, grace);
    }

    /** Ended by SIGTERM after this long, by SIGKILL {@code grace} later. */
    public Command withTimeout(Duration wanted, Duration wantedGrace) {
        return new Command(argv, environment, directory, stdin, stdout, stderr, ownProcessGroup,
                Optional.of(wanted), wantedGrace);
    }
}
