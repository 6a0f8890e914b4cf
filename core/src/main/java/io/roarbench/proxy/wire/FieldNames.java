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
     * @param key  lower case; interned, so that it is the very object that the code asks for by a literal
     */
    record Name(String text, String key) {
    }

    private final Name[] slots = new Name[SLOTS];

    /** @param hash of its bytes, by {@link #hash} */
    Name of(byte[] head, int from, int to, int hash) {
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        Name name = slots[slot];
        if (name == null || !same(name.text(), head, from, to)) {
            String text = new String(head, from, to - from, StandardCharsets.ISO_8859_1);
            name = new Name(text, text.toLowerCase(Locale.ROOT).intern());
            slots[slot] = name;
        }
        return name;
    }

    /** The hash of a name that is one byte longer. */
    static int hash(int hash, byte next) {
        return hash * 31 + next;
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
