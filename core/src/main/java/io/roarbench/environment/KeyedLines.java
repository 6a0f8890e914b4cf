package io.roarbench.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines of a key, a separator and a value, the form of most files below {@code /proc}. */
final class KeyedLines {

    private KeyedLines() {
    }

    /** Of a key that comes twice, the first counts; a line without the separator is skipped. */
    static Map<String, String> parse(List<String> lines, char separator) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : lines) {
            int at = line.indexOf(separator);
            if (at > 0) {
                values.putIfAbsent(line.substring(0, at).strip(), line.substring(at + 1).strip());
            }
        }
        return values;
    }
}
