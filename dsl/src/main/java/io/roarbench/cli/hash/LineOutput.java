package io.roarbench.cli.hash;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.FileDigest;
import io.roarbench.hash.FileOutcome;
import java.io.PrintStream;

/**
 * The lines of sha256sum(1): {@code DIGEST  FILE}, or with tags {@code SHA256 (FILE) = DIGEST}. A name with a newline,
 * carriage return or backslash is escaped, and the line then begins with a backslash.
 */
public final class LineOutput implements DigestOutput {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean tag;
    private int failures;

    /**
     * An output.
     *
     * @param tag whether lines name the algorithm
     */
    public LineOutput(PrintStream out, PrintStream err, boolean tag) {
        this.out = out;
        this.err = err;
        this.tag = tag;
    }

    @Override
    public void add(FileOutcome outcome) {
        if (outcome instanceof FileDigest file) {
            file.digests().forEach((algorithm, digest) ->
                    out.print(line(algorithm, file.path().toString(), digest)));
        } else if (outcome instanceof FileOutcome.Failed failed) {
            failures++;
            out.flush();
            err.println("roar-bench: " + failed.failure().getMessage());
        }
    }

    @Override
    public void addStandardInputFailure(String reason) {
        failures++;
        out.flush();
        err.println("roar-bench: standard input: " + reason);
    }

    @Override
    public void end() {
        out.flush();
    }

    @Override
    public int failures() {
        return failures;
    }

    private String line(Algorithm algorithm, String name, String digest) {
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        String start = escaped.equals(name) ? "" : "\\";
        return start + (tag ? algorithm.tag() + " (" + escaped + ") = " + digest : digest + "  " + escaped) + "\n";
    }
}
