package io.roarbench.proxy;

import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.util.Locale;
import java.util.Set;

/** Fields that concern one connection only (RFC 9110 §7.6.1), and so never go on. */
final class HopByHop {

    private static final Set<String> NAMES = Set.of("connection", "keep-alive", "proxy-authenticate",
            "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

    private static final Set<String> MEANT = Set.of("host", "authorization", "range", "expect", "date", "cache-control",
            "expires");

    private HopByHop() {
    }

    /** Whether the field stays behind; {@code named} are the options of {@code Connection}, or null. */
    static boolean contains(String key, String named) {
        return NAMES.contains(key) || named != null && names(named, key);
    }

    /** A copy without the fields that stay behind. */
    static HeaderFields without(HeaderFields fields) {
        HeaderFields rest = new HeaderFields();
        String named = named(fields);
        for (int i = 0; i < fields.size(); i++) {
            if (!contains(fields.key(i), named)) {
                rest.add(fields.name(i), fields.key(i), fields.value(i));
            }
        }
        return rest;
    }

    private static boolean names(String connection, String key) {
        for (String option : connection.split(",")) {
            if (option.trim().equalsIgnoreCase(key)) {
                return true;
            }
        }
        return false;
    }

    /** The options of {@code Connection} that name other fields; null if there are none, which is the rule. */
    static String named(HeaderFields fields) {
        String value = fields.get("connection");
        if (value == null || value.equalsIgnoreCase("keep-alive") || value.equalsIgnoreCase("close")) {
            return null;
        }
        StringBuilder all = new StringBuilder();
        for (int i = fields.indexOf("connection", 0); i >= 0; i = fields.indexOf("connection", i + 1)) {
            all.append(all.length() == 0 ? "" : ",").append(fields.value(i));
        }
        return all.toString();
    }

    /** A client that asks to drop what its request means wants two readers to see two requests. */
    static void requireHarmless(String named) throws S3Fault {
        if (named == null) {
            return;
        }
        for (String option : named.toLowerCase(Locale.ROOT).split(",")) {
            String name = option.trim();
            if (name.startsWith("x-amz-") || name.startsWith("content-") || name.startsWith("if-")
                    || name.startsWith("roar-") || MEANT.contains(name)) {
                throw new S3Fault(S3Error.InvalidRequest, "Connection must not name " + name.replaceAll("[^a-z-]", "?"));
            }
        }
    }
}
