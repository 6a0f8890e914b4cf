package io.roarbench.run;

import io.roarbench.linux.NativeFiles;
import io.roarbench.linux.ScratchFolder;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProgramPath;
import io.roarbench.linux.process.Stdio;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.CommandTrial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which file a command's program name stands for, settled once so that every variant runs the same.
 *
 * @param file the program
 * @param note for the Setup line; empty if there is nothing to say
 * @param description what the trial's own command says of it; empty if it has none
 */
record ResolvedProgram(Path file, String note, String description) {

    /** The program of ours that makes system calls of one kind; built from C. */
    private static final String PROBE = "roar-probe";
    private static final Duration GRACE = Duration.ofSeconds(2);

    private ResolvedProgram(Path file, String note) {
        this(file, note, "");
    }

    /**
     * Looks the program up. A shim of a Python version manager, which is a shell script, is replaced by what it starts if
     * the program is given by its name; a path is run as it is.
     */
    static ResolvedProgram of(CommandTrial trial, ProcessLauncher launcher)
            throws UnavailableException, InterruptedException, IOException {
        String name = trial.command().get(0);
        if (name.equals(PROBE)) {
            return new ResolvedProgram(probe(), "");
        }
        Path file;
        try {
            file = ProgramPath.find(name, environment(trial), Path.of("").toAbsolutePath());
        } catch (IOException e) {
            throw new UnavailableException(e.getMessage(), e);
        }
        if (!Files.isExecutable(file)) {
            throw new UnavailableException("cannot start " + name + ": there is no executable file " + file);
        }
        boolean python = file.getFileName().toString().matches("python[0-9.]*");
        return python ? python(file, trial, launcher) : new ResolvedProgram(file, "");
    }

    private static Path probe() throws UnavailableException, IOException {
        return NativeFiles.find(PROBE).orElseThrow(
                () -> new UnavailableException("the probe program is " + NativeFiles.status()
                        + "; install gcc and libc6-dev and build roar-bench again"));
    }

    /** An external tracer's words with the probe program of ours, where it is named, as a path. */
    static List<String> template(List<String> words) throws UnavailableException, IOException {
        List<String> resolved = new ArrayList<>(words);
        String program = words.get(0);
        if (!program.equals(PROBE) && !program.startsWith("{")) {
            try {
                ProgramPath.find(program, System.getenv(), Path.of("").toAbsolutePath());
            } catch (IOException e) {
                throw new UnavailableException(e.getMessage(), e);
            }
        }
        if (resolved.contains(PROBE)) {
            String path = probe().toString();
            resolved.replaceAll(word -> word.equals(PROBE) ? path : word);
        }
        return resolved;
    }

    /** The same with what the trial's own command says of it. */
    ResolvedProgram describedBy(CommandTrial trial, ProcessLauncher launcher)
            throws UnavailableException, InterruptedException, IOException {
        if (trial.describe().isEmpty()) {
            return this;
        }
        return new ResolvedProgram(file, note, firstLine(trial.describe(), trial, launcher));
    }

    /** The first line that a command prints, e.g. what a workload will use. */
    static String firstLine(List<String> words, CommandTrial trial, ProcessLauncher launcher)
            throws UnavailableException, InterruptedException, IOException {
        try (ScratchFolder scratch = ScratchFolder.temporary(); Complaint complaint = new Complaint()) {
            Path answer = scratch.path().resolve("answer");
            Command ask = Command.of(words).withEnvironment(environment(trial))
                    .withStdio(Stdio.none(), Stdio.file(answer), complaint.stdio()).withTimeout(trial.timeout(), GRACE);
            Execution execution;
            try {
                execution = launcher.run(ask);
            } catch (IOException e) {
                throw new UnavailableException(e.getMessage(), e);
            }
            if (!execution.succeeded()) {
                throw new UnavailableException("'" + String.join(" ", words) + "', which should describe the workload, failed"
                        + complaint.text());
            }
            return Files.readAllLines(answer).stream().findFirst().orElse("");
        }
    }

    static Map<String, String> environment(CommandTrial trial) {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.putAll(trial.environment());
        return all;
    }

    private static ResolvedProgram python(Path file, CommandTrial trial, ProcessLauncher launcher)
            throws IOException, InterruptedException, UnavailableException {
        String answer = firstLine(List.of(file.toString(), "-c",
                "import sys; print(sys.version.split()[0], sys.executable)"), trial, launcher);
        int blank = answer.indexOf(' ');
        if (blank < 0) {
            return new ResolvedProgram(file, "");
        }
        String version = "Python " + answer.substring(0, blank) + " (" + shown(answer.substring(blank + 1)) + ")";
        if (trial.command().get(0).contains("/")) {
            return new ResolvedProgram(file, version + (isScript(file) ? ", through the script " + file.getFileName() : ""));
        }
        return new ResolvedProgram(Path.of(answer.substring(blank + 1)),
                version + (isScript(file) ? ", called directly instead of through a version manager's shim" : ""));
    }

    /** Results are shared: whose home folder it is in is left out. */
    private static String shown(String path) {
        String home = System.getProperty("user.home");
        return path.startsWith(home + "/") ? "~" + path.substring(home.length()) : path;
    }

    private static boolean isScript(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(2), java.nio.charset.StandardCharsets.ISO_8859_1).equals("#!");
        }
    }
}
