package io.roarbench.proxy.wire;

import java.util.Arrays;
import java.util.Locale;

/**
 * The fields of one HTTP head in wire order, repeated ones kept, names in the spelling received. Values hold one
 * character per byte (ISO 8859-1), so that they go out, and are signed, as they came. Not thread-safe.
 */
public final class HeaderFields {

    /** Name as received, lower-case name, value; one array for all, because each request needs four of these objects. */
    private static final int WIDTH = 3;

    private String[] texts = new String[WIDTH * 16];
    private int size;
    /** A bit for each key's hash: most questions are for fields that are not there. */
    private long present;

    public int size() {
        return size;
    }

    /** The name as it was received. */
    public String name(int i) {
        return texts[i * WIDTH];
    }

    /** The name in lower case. */
    public String key(int i) {
        return texts[i * WIDTH + 1];
    }

    public String value(int i) {
        return texts[i * WIDTH + 2];
    }

    public HeaderFields add(String name, String value) {
        return add(name, name.toLowerCase(Locale.ROOT), value);
    }

    /** As {@link #add(String, String)} for a caller that has the lower-case name at hand. */
    public HeaderFields add(String name, String key, String value) {
        int at = size * WIDTH;
        if (at == texts.length) {
            texts = Arrays.copyOf(texts, at * 2);
        }
        texts[at] = name;
        texts[at + 1] = key;
        texts[at + 2] = value;
        present |= bit(key);
        size++;
        return this;
    }

    /** Replaces every field of that name by one. */
    public HeaderFields set(String name, String value) {
        remove(name.toLowerCase(Locale.ROOT));
        return add(name, value);
    }

    /** The first value of a field, by lower-case name; null if there is none. */
    public String get(String key) {
        int i = indexOf(key, 0);
        return i < 0 ? null : value(i);
    }

    public boolean has(String key) {
        return indexOf(key, 0) >= 0;
    }

    /** Index of the next field of that lower-case name from {@code from} on, or -1. */
    public int indexOf(String key, int from) {
        if ((present & bit(key)) == 0) {
            return -1;
        }
        for (int i = from; i < size; i++) {
            if (key(i).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private static long bit(String key) {
        int hash = key.hashCode();
        return 1L << (hash ^ hash >>> 6);
    }

    public int count(String key) {
        int count = 0;
        for (int i = indexOf(key, 0); i >= 0; i = indexOf(key, i + 1)) {
            count++;
        }
        return count;
    }

    /** Removes every field of that lower-case name. */
    public void remove(String key) {
        int kept = indexOf(key, 0);
        if (kept < 0) {
            return;
        }
        for (int i = kept + 1; i < size; i++) {
            if (!key(i).equals(key)) {
                System.arraycopy(texts, i * WIDTH, texts, kept++ * WIDTH, WIDTH);
            }
        }
        size = kept;
    }

    public void clear() {
        size = 0;
        present = 0;
    }

    /** Names only: values may be secret. */
    @Override
    public String toString() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < size; i++) {
            names.append(i == 0 ? "" : ", ").append(name(i));
        }
        return names.toString();
    }
}
