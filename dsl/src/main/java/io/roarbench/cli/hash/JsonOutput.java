package io.roarbench.cli.hash;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.DigestSource;
import io.roarbench.hash.FileDigest;
import io.roarbench.hash.FileOutcome;
import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;

/** A JSON array with one object a file. Written by hand: a JSON library would take longer to load than a file to hash. */
public final class JsonOutput implements DigestOutput {

    private final PrintStream out;
    private String before = "[\n";
    private int failures;

    /** An output. */
    public JsonOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public void add(FileOutcome outcome) {
        if (outcome instanceof FileDigest file) {
            print(object(file));
        } else if (outcome instanceof FileOutcome.Failed failed) {
            failures++;
            print("{\"path\": " + text(failed.path().toString()) + ", \"error\": {\"kind\": "
                    + text(failed.failure().kind().name()) + ", \"message\": " + text(failed.failure().reason()) + "}}");
        }
    }

    @Override
    public void addStandardInputFailure(String reason) {
        failures++;
        print("{\"path\": \"-\", \"error\": {\"kind\": \"READ_ERROR\", \"message\": " + text(reason) + "}}");
    }

    @Override
    public void end() {
        out.print(before.startsWith("[") ? "[]\n" : "\n]\n");
        out.flush();
    }

    @Override
    public int failures() {
        return failures;
    }

    private void print(String object) {
        out.print(before + "  " + object);
        before = ",\n";
    }

    private static String object(FileDigest file) {
        return "{\"path\": " + text(file.path().toString()) + ", \"size\": " + file.size()
                + ", \"digests\": {" + file.digests().entrySet().stream()
                        .map(e -> text(e.getKey().label()) + ": " + text(e.getValue())).collect(Collectors.joining(", "))
                + "}, \"sources\": {" + file.content().sources().entrySet().stream()
                        .map(JsonOutput::source).collect(Collectors.joining(", "))
                + "}, \"io\": " + text(file.io()) + "}";
    }

    private static String source(Map.Entry<Algorithm, DigestSource> entry) {
        return text(entry.getKey().label()) + ": {\"provider\": " + text(entry.getValue().provider())
                + ", \"level\": " + text(entry.getValue().level()) + "}";
    }

    private static String text(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < 0x20) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
