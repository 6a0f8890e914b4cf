package io.roarbench.proxy.signing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The raw query of a request (without {@code ?}), its parts in wire order. */
public final class QueryText {

    /**
     * @param name  decoded
     * @param value decoded; empty if there is no {@code =}
     * @param raw   as it was sent
     */
    public record Part(String name, String value, String raw) {
    }

    private QueryText() {
    }

    public static List<Part> parse(String query) {
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < query.length();) {
            int to = query.indexOf('&', from);
            to = to < 0 ? query.length() : to;
            if (to > from) {
                String raw = query.substring(from, to);
                int equals = raw.indexOf('=');
                String name = equals < 0 ? raw : raw.substring(0, equals);
                String value = equals < 0 ? "" : raw.substring(equals + 1);
                parts.add(new Part(UriText.decodeQuery(name), UriText.decodeQuery(value), raw));
            }
            from = to + 1;
        }
        return parts;
    }

    /** The raw query without the parts whose decoded name is chosen; the others keep their form and order. */
    public static String without(List<Part> parts, java.util.function.Predicate<String> chosen) {
        StringBuilder kept = new StringBuilder();
        for (Part part : parts) {
            if (!chosen.test(part.name())) {
                kept.append(kept.length() == 0 ? "" : "&").append(part.raw());
            }
        }
        return kept.toString();
    }

    /** Writes the canonical query: parts encoded, then sorted by name and value. */
    static void canonical(String query, ByteSink out) {
        if (query.isEmpty()) {
            return;
        }
        if (query.indexOf('&') < 0) {
            writePart(query, out);
            return;
        }
        ByteSink scratch = new ByteSink();
        List<String> parts = new ArrayList<>();
        for (String part : query.split("&")) {
            if (!part.isEmpty()) {
                scratch.clear();
                writePart(part, scratch);
                parts.add(new String(scratch.array(), 0, scratch.size(), StandardCharsets.ISO_8859_1));
            }
        }
        parts.sort(BY_NAME_THEN_VALUE);
        for (int i = 0; i < parts.size(); i++) {
            out.put(i == 0 ? "" : "&").put(parts.get(i));
        }
    }

    /** By name alone first: {@code a-b=} sorts after {@code a=}, though {@code -} sorts before {@code =}. */
    private static final Comparator<String> BY_NAME_THEN_VALUE = Comparator
            .<String, String>comparing(part -> part.substring(0, part.indexOf('=')))
            .thenComparing(part -> part.substring(part.indexOf('=') + 1));

    private static void writePart(String part, ByteSink out) {
        int equals = part.indexOf('=');
        int end = equals < 0 ? part.length() : equals;
        UriText.canonicalQueryPart(part, 0, end, out);
        out.put('=');
        if (equals >= 0) {
            UriText.canonicalQueryPart(part, equals + 1, part.length(), out);
        }
    }
}
