package io.roarbench.tracer.external;

import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.event.TraceEvent;
import io.roarbench.tracer.replay.Replay;
import io.roarbench.tracer.replay.TraceMeta;
import io.roarbench.linux.ByteString;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of {@code strace -f -o FILE}, with or without {@code -y}, {@code -s} and {@code --seccomp-bpf}. Only the calls that strace was told to
 * trace are in it, so a report from it is marked {@code opaque}: what {@code -e trace=} left out is not known.
 */
final class StraceParser implements TraceParser {

    private static final Pattern LINE = Pattern.compile("(?:(\\d+)\\s+)?(?:\\d+\\.\\d+\\s+)?(.*)", Pattern.DOTALL);
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)", Pattern.DOTALL);
    private static final Pattern EXITED = Pattern.compile("\\+\\+\\+ exited with (\\d+) \\+\\+\\+.*");
    private static final Pattern KILLED = Pattern.compile("\\+\\+\\+ killed by (SIG\\w+).*");
    private static final String UNFINISHED = " <unfinished ...>";

    @Override
    public String name() {
        return "strace";
    }

    @Override
    public TraceReport parse(Path output, TraceMeta meta, Run run) throws IOException {
        Replay replay = new Replay(meta);
        replay.flag(IncompleteReason.OPAQUE, "strace shows only the calls that its options chose");
        StraceEvents events = new StraceEvents(replay);
        Map<Integer, String> unfinished = new HashMap<>();
        int root = 0;
        try (BufferedReader lines = Files.newBufferedReader(output, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    continue;
                }
                int pid = parts.group(1) == null ? 1 : Integer.parseInt(parts.group(1));
                if (root == 0) {
                    root = pid;
                    replay.accept(new TraceEvent.Start(run.startNanos(), pid, ByteString.utf8(meta.cwd())));
                    replay.accept(new TraceEvent.OpenSpecial(run.startNanos(), pid, 0, false));
                    replay.accept(new TraceEvent.OpenSpecial(run.startNanos(), pid, 1, false));
                    replay.accept(new TraceEvent.OpenSpecial(run.startNanos(), pid, 2, false));
                }
                accept(pid, parts.group(2), unfinished, events);
            }
        }
        events.endOfFile();
        return replay.report(run.waitStatus(), run.startNanos(), run.endNanos());
    }

    private static void accept(int pid, String text, Map<Integer, String> unfinished, StraceEvents events) {
        Matcher exited = EXITED.matcher(text);
        Matcher killed = KILLED.matcher(text);
        Matcher resumed = RESUMED.matcher(text);
        if (exited.matches()) {
            events.ended(pid, Integer.parseInt(exited.group(1)) << 8);
        } else if (killed.matches()) {
            events.ended(pid, Signals.number(killed.group(1)));
        } else if (text.endsWith(UNFINISHED)) {
            String start = text.substring(0, text.length() - UNFINISHED.length());
            unfinished.put(pid, start);
            events.entered(pid, start);
        } else {
            String start = resumed.matches() ? unfinished.remove(pid) : "";
            StraceLine line = start == null ? null : StraceLine.parse(pid, resumed.matches() ? start + resumed.group(1) : text);
            if (line != null && line.result() >= 0) {
                events.accept(line);
            }
        }
    }
}
