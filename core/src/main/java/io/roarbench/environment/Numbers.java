package io.roarbench.environment;

import java.util.Map;

/** Numbers as the kernel writes them; -1 for what is none. */
final class Numbers {

    private static final Map<String, Integer> SHIFT_BY_UNIT = Map.of("K", 10, "kB", 10, "M", 20, "G", 30);

    private Numbers() {
    }

    static long whole(String text) {
        try {
            return Math.max(-1, Long.parseLong(text.strip()));
        } catch (NumberFormatException unknown) {
            return -1;
        }
    }

    static double decimal(String text) {
        try {
            return Math.max(-1, Double.parseDouble(text.strip()));
        } catch (NumberFormatException unknown) {
            return -1;
        }
    }

    /** A size with or without a binary unit, e.g. {@code 32K} or {@code 16384 kB}. */
    static long bytes(String text) {
        String stripped = text.strip();
        int digits = 0;
        while (digits < stripped.length() && Character.isDigit(stripped.charAt(digits))) {
            digits++;
        }
        long number = whole(stripped.substring(0, digits));
        String unit = stripped.substring(digits).strip();
        if (number < 0 || unit.isEmpty()) {
            return number;
        }
        Integer shift = SHIFT_BY_UNIT.get(unit);
        return shift == null ? -1 : number << shift;
    }
}
