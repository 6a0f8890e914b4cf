package io.roarbench.proxy.signing;

import io.roarbench.proxy.wire.HeaderFields;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of fields as SigV4 lists them: sorted, each once. A client's requests have the same fields in the same order, as a
 * rule: then they are not sorted again. Confined to one thread.
 */
final class FieldOrder {

    private final Set<String> leftOut;
    private String[] keys = new String[0];
    private String[] sorted = new String[0];

    /** @param leftOut lower-case names that are not listed */
    FieldOrder(Set<String> leftOut) {
        this.leftOut = leftOut;
    }

    /** The same array for the same names, so that callers can tell. */
    String[] of(HeaderFields fields) {
        if (!asBefore(fields)) {
            keys = new String[fields.size()];
            TreeSet<String> names = new TreeSet<>();
            for (int i = 0; i < keys.length; i++) {
                keys[i] = fields.key(i);
                if (!leftOut.contains(keys[i])) {
                    names.add(keys[i]);
                }
            }
            sorted = names.toArray(String[]::new);
        }
        return sorted;
    }

    private boolean asBefore(HeaderFields fields) {
        if (fields.size() != keys.length) {
            return false;
        }
        for (int i = 0; i < keys.length; i++) {
            if (!fields.key(i).equals(keys[i])) {
                return false;
            }
        }
        return true;
    }
}
