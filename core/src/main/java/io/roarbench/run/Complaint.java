package io.roarbench.run;

import io.roarbench.linux.MemoryFile;
import io.roarbench.linux.process.Stdio;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a command writes to its standard error, to say why it failed. */
final class Complaint implements AutoCloseable {

    /** Characters shown. */
    private static final int LONGEST = 200;
    /** Bytes read, from the end. */
    private static final int TAIL = 64 << 10;

    private final MemoryFile errors = MemoryFile.create("stderr");

    Complaint() throws IOException {
    }

    /** For the command's standard error. */
    Stdio stdio() {
        return Stdio.descriptor(errors.descriptor());
    }

    /** The last line, after a colon; empty without one. */
    String text() throws IOException {
        try (InputStream in = errors.read()) {
            in.skipNBytes(Math.max(0, errors.size() - TAIL));
            String line = new String(in.readNBytes(TAIL), StandardCharsets.UTF_8).lines().map(String::strip)
                    .filter(l -> !l.isEmpty()).reduce("", (first, second) -> second);
            return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(LONGEST, line.length()));
        }
    }

    @Override
    public void close() {
        errors.close();
    }
}
