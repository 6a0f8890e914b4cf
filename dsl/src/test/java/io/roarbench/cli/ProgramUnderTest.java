package io.roarbench.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line in a process of its own, which can be signalled and killed. */
final class ProgramUnderTest {

    private ProgramUnderTest() {
    }

    static void awaitLine(Process process, String start) throws Exception {
        BufferedReader err = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        List<String> seen = new ArrayList<>();
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            seen.add(line);
            if (line.startsWith(start)) {
                return;
            }
        }
        throw new AssertionError("no line began with '" + start + "': " + seen);
    }

    static Process start(Path temporary, String... arguments) throws Exception {
        return new ProcessBuilder(command(temporary, arguments)).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** The process is the leader of its group, as one that a shell starts; a file takes its standard error. */
    static Process startInGroupOfItsOwn(Path temporary, Path stderr, String... arguments) throws Exception {
        return startInGroupOfItsOwn(temporary, stderr, Map.of(), arguments);
    }

    /** The same, with more in its environment. */
    static Process startInGroupOfItsOwn(Path temporary, Path stderr, Map<String, String> environment, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(command(temporary, arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(stderr.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Where the locale's encoding is ASCII; a file takes its standard output. */
    static Process inPosixLocale(Path temporary, Path stdout, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command(temporary, arguments)).redirectOutput(stdout.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static List<String> command(Path temporary, String... arguments) {
        // A build in the background of a script ignores SIGINT, and so would what it starts.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary, "-cp", System.getProperty("java.class.path"), "io.roarbench.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }
}
