package io.roarbench.tracer.external;

import io.roarbench.linux.ScratchFolder;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.linux.process.ProgramPath;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.count.CallCounter;
import io.roarbench.tracer.count.CallCounts;
import io.roarbench.tracer.count.CallKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts with strace(1), where eBPF may not be used: needs no rights, and slows a command down by some 50 µs a call. Where the
 * command runs as another user than it should (setuid), it does without those rights.
 */
public final class StraceCallCounter implements CallCounter {

    private static final List<String> STRACE = List.of("strace", "-f", "-qq", "-s", "0", "-e", "signal=none", "-o");

    @Override
    public String name() {
        return "strace";
    }

    @Override
    public Check check() {
        try {
            Path found = ProgramPath.find(STRACE.get(0), System.getenv(), Path.of("").toAbsolutePath());
            return Check.of(name(), List.of(Check.Item.good("program", found.toString())));
        } catch (IOException e) {
            return Check.of(name(), List.of(Check.Item.missing("program", "strace is not installed", "install strace")));
        }
    }

    @Override
    public CallCounts count(Command command) throws IOException, InterruptedException {
        try (ScratchFolder scratch = ScratchFolder.temporary(); ProcessLauncher launcher = ProcessLaunchers.open()) {
            Path output = scratch.path().resolve("calls");
            List<String> words = new ArrayList<>(STRACE);
            words.add(output.toString());
            words.add("--");
            words.addAll(command.argv());
            Execution execution = launcher.run(command.withArgv(words));
            if (!Files.exists(output)) {
                throw new IOException("strace could not run " + command.argv().get(0) + " (exit code " + execution.exitCode() + ")");
            }
            try (BufferedReader lines = Files.newBufferedReader(output, StandardCharsets.ISO_8859_1)) {
                return counted(lines, execution);
            }
        }
    }

    static CallCounts counted(BufferedReader lines, Execution execution) throws IOException {
        Counting counting = new Counting();
        StraceLines calls = new StraceLines();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            StraceLines.Call call = calls.next(line);
            if (call != null && call.finished()) {
                counting.add(call.text());
            }
        }
        return new CallCounts("strace", counting.calls, counting.programs, counting.blindSpots, List.of(), execution);
    }

    private static final class Counting {

        private final Map<CallKind, Long> calls = new EnumMap<>(CallKind.class);
        private final Set<IncompleteReason> blindSpots = EnumSet.noneOf(IncompleteReason.class);
        private final TreeSet<String> programs = new TreeSet<>();

        void add(String text) {
            int open = text.indexOf('(');
            int equals = text.lastIndexOf(" = ");
            if (open <= 0 || equals < open) {
                return;
            }
            boolean succeeded = text.charAt(equals + 3) != '-' && text.charAt(equals + 3) != '?';
            CallKind kind = kind(text.substring(0, open), text, succeeded);
            calls.merge(kind, 1L, Long::sum);
            if (kind == CallKind.EXEC) {
                StraceLine line = StraceLine.parse(0, text);
                if (line != null && line.string(0) != null) {
                    programs.add(line.string(0).text());
                }
            }
        }

        private CallKind kind(String name, String text, boolean succeeded) {
            return switch (name) {
                case "fork" -> CallKind.FORK;
                case "clone", "clone3" -> text.contains("CLONE_THREAD") ? CallKind.THREAD
                        : text.contains("CLONE_VM") ? CallKind.OTHER : CallKind.FORK;
                case "mmap" -> text.contains("MAP_ANONYMOUS") ? CallKind.OTHER : CallKind.MAP;
                case "fcntl" -> text.contains("F_DUPFD") ? CallKind.DESCRIPTOR : CallKind.OTHER;
                case "io_uring_setup" -> flagged(IncompleteReason.IO_URING);
                case "io_submit" -> flagged(IncompleteReason.KERNEL_AIO);
                default -> CallKind.of(name, succeeded);
            };
        }

        private CallKind flagged(IncompleteReason reason) {
            blindSpots.add(reason);
            return CallKind.OTHER;
        }
    }
}
