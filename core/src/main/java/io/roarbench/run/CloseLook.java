package io.roarbench.run;

import io.roarbench.linux.process.Command;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A close look at the first trials of a command, so that one that fails says why: what it writes to its standard error is
 * kept, and processes that it leaves behind are found. Later trials are not looked at: it would cost time.
 */
final class CloseLook implements AutoCloseable {

    private final String mark = UUID.randomUUID().toString();
    private final Complaint complaint = new Complaint();
    private Optional<String> left = Optional.empty();

    CloseLook() throws IOException {
    }

    /** The command, to be looked at. */
    Command at(Command command) {
        Map<String, String> environment = new LinkedHashMap<>(command.environment());
        environment.put(LeftBehind.VARIABLE, mark);
        return command.withEnvironment(environment).withStdio(command.stdin(), command.stdout(), complaint.stdio());
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
        return complaint.text();
    }

    @Override
    public void close() {
        complaint.close();
    }
}
