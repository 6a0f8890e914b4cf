package io.roarbench.proxy.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roarbench.proxy.wire.HeaderFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** AWS's own signing test vectors; see the README beside the file for where they come from. */
final class AwsSigningSuite {

    /** Where a signature stands. */
    enum Location { HEADER, QUERY }

    /** One request of the suite. Characters are bytes (ISO 8859-1), as everywhere on the wire. */
    record Case(String name, Location location, JsonNode files) {

        String text(String part) {
            String file = part.startsWith("request") ? part : location.name().toLowerCase(java.util.Locale.ROOT) + "-" + part;
            String text = files.get(file + ".txt").textValue();
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }

        JsonNode context() {
            return files.get("context.json");
        }

        Message signedRequest() {
            return Message.of(text("signed-request"));
        }

        /** Whether the path must be normalised before it is signed: the rule of every service but S3. */
        boolean normalised() {
            return context().get("normalize").booleanValue();
        }

        @Override
        public String toString() {
            return name + " by " + location;
        }
    }

    /** A request as the suite writes it. */
    record Message(String method, String path, String query, HeaderFields fields, String body) {

        static Message of(String text) {
            int blank = text.indexOf("\n\n");
            String[] lines = text.substring(0, blank < 0 ? text.length() : blank).split("\n");
            // A target may hold raw blanks in this suite.
            String target = lines[0].substring(lines[0].indexOf(' ') + 1, lines[0].lastIndexOf(' '));
            int mark = target.indexOf('?');
            return new Message(lines[0].substring(0, lines[0].indexOf(' ')), mark < 0 ? target : target.substring(0, mark),
                    mark < 0 ? "" : target.substring(mark + 1), fields(lines), blank < 0 ? "" : text.substring(blank + 2));
        }

        private static HeaderFields fields(String[] lines) {
            HeaderFields fields = new HeaderFields();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                StringBuilder value = new StringBuilder(lines[i].substring(colon + 1));
                while (i + 1 < lines.length && lines[i + 1].startsWith(" ")) {
                    value.append(' ').append(lines[++i]);
                }
                fields.add(lines[i].startsWith(" ") ? name(lines, i) : lines[i].substring(0, colon), value.toString());
            }
            return fields;
        }

        /** The name before a folded value. */
        private static String name(String[] lines, int i) {
            int first = i;
            while (lines[first].startsWith(" ")) {
                first--;
            }
            return lines[first].substring(0, lines[first].indexOf(':'));
        }
    }

    private AwsSigningSuite() {
    }

    static List<Case> cases() throws IOException {
        try (InputStream in = AwsSigningSuite.class.getResourceAsStream("/aws-sig-v4-test-suite/v4.json")) {
            List<Case> cases = new ArrayList<>();
            new ObjectMapper().readTree(in).properties().forEach(entry -> {
                for (Location location : Location.values()) {
                    cases.add(new Case(entry.getKey(), location, entry.getValue()));
                }
            });
            return cases;
        }
    }
}
