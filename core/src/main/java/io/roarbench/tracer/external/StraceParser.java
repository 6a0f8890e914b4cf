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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of {@code strace -f -o FILE}, with or without {@code -y}, {@code -s} and {@code --seccomp-bpf}. Only the calls that strace was told to
 * trace are in it, so a report from it is marked {@code opaque}: what {@code -e trace=} left out is not known.
 */
final class StraceParser implements TraceParser {

    private static final Pattern EXITED = Pattern.compile("\\+\\+\\+ exited with (\\d+) \\+\\+\\+.*");
    private static final Pattern KILLED = Pattern.compile("\\+\\+\\+ killed by (SIG\\w+).*");

    @Override
    public String name() {
        return "strace";
    }

    @Override
    public TraceReport parse(Path output, TraceMeta meta, Run run) throws IOException {
        Replay replay = new Replay(meta);
        replay.flag(IncompleteReason.OPAQUE, "strace shows only the calls that its options chose");
        StraceEvents events = new StraceEvents(replay);
        StraceLines calls = new StraceLines();
        int root = 0;
        try (BufferedReader lines = Files.newBufferedReader(output, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                StraceLines.Call call = calls.next(line);
                if (call == null) {
                    continue;
                }
                if (root == 0) {
                    root = call.pid();
                    replay.accept(new TraceEvent.Start(run.startNanos(), root, ByteString.utf8(meta.cwd())));
                    replay.accept(new TraceEvent.OpenSpecial(run.startNanos(), root, 0, false));
                    replay.accept(new TraceEvent.OpenSpecial(run.startNanos(), root, 1, false));
                    replay.accept(new TraceEvent.OpenSpecial(run.startNanos(), root, 2, false));
                }
                accept(call, events);
            }
        }
        events.endOfFile();
        return replay.report(run.waitStatus(), run.startNanos(), run.endNanos());
    }

    private static void accept(StraceLines.Call call, StraceEvents events) {
        Matcher exited = EXITED.matcher(call.text());
        Matcher killed = KILLED.matcher(call.text());
        if (exited.matches()) {
            events.ended(call.pid(), Integer.parseInt(exited.group(1)) << 8);
        } else if (killed.matches()) {
            events.ended(call.pid(), Signals.number(killed.group(1)));
        } else if (!call.finished()) {
            events.entered(call.pid(), call.text());
        } else {
            StraceLine line = StraceLine.parse(call.pid(), call.text());
            if (line != null && line.result() >= 0) {
                events.accept(line);
            }
        }
    }
}
