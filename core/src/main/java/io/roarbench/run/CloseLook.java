package io.roarbench.run;

import io.roarbench.linux.MemoryFile;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Stdio;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A close look at the first trials of a command, so that one that fails says why: what it writes to its standard error is
 * kept, and processes that it leaves behind are found. Later trials are not looked at: it would cost time.
 */
final class CloseLook implements AutoCloseable {

    private static final int LONGEST = 200;

    private final String mark = UUID.randomUUID().toString();
    private final MemoryFile errors;
    private Optional<String> left = Optional.empty();

    CloseLook() throws IOException {
        errors = MemoryFile.create("stderr");
    }

    /** The command, to be looked at. */
    Command at(Command command) {
        Map<String, String> environment = new LinkedHashMap<>(command.environment());
        environment.put(LeftBehind.VARIABLE, mark);
        return command.withEnvironment(environment)
                .withStdio(command.stdin(), command.stdout(), Stdio.descriptor(errors.descriptor()));
    }

    /** The command has ended. */
    void ended() throws InterruptedException {
        left = LeftBehind.end(mark);
    }

    /** Why the trial does not count although the command ended as it should; empty if it does. */
    Optional<String> problem() {
        return left.map(names -> "it left processes behind, which were ended: " + names
                + " (a command to measure waits for all that it starts)");
    }

    /** The last line on standard error, after a colon; empty without one. */
    String complaint() throws IOException {
        try (InputStream in = errors.read()) {
            String line = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
                    .filter(l -> !l.isEmpty()).reduce("", (first, second) -> second);
            return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(LONGEST, line.length()));
        }
    }

    @Override
    public void close() {
        errors.close();
    }
}
