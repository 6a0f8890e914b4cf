package io.roarbench.proxy.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Remembers the field names of earlier heads, so that a name costs no new strings. A colliding name takes the place of the
 * older one. Confined to one thread.
 */
public final class FieldNames {

    private static final int SLOTS = 512;

    /**
     * @param text as received
     * @param key  lower case
     */
    record Name(String text, String key) {
    }

    private final Name[] slots = new Name[SLOTS];

    Name of(byte[] head, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + head[i];
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        Name name = slots[slot];
        if (name == null || !same(name.text(), head, from, to)) {
            String text = new String(head, from, to - from, StandardCharsets.ISO_8859_1);
            name = new Name(text, text.toLowerCase(Locale.ROOT));
            slots[slot] = name;
        }
        return name;
    }

    private static boolean same(String text, byte[] head, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i - from) != head[i]) {
                return false;
            }
        }
        return true;
    }
}
