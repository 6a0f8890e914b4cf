package io.roarbench.dsl;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The values of a sweep: whole numbers or texts, as its defaults are. */
final class Sweep {

    private Sweep() {
    }

    /**
     * Reads what a parameter chooses.
     *
     * @param defaults of the same kind as the values that are wanted
     * @param chosen the values as text, commas between them
     */
    @SuppressWarnings("unchecked") // the defaults tell what T is
    static <T> List<T> chosen(String name, List<T> defaults, String chosen) {
        boolean numbers = defaults.stream().allMatch(Integer.class::isInstance);
        if (defaults.isEmpty() || !numbers && !defaults.stream().allMatch(CharSequence.class::isInstance)) {
            throw new IllegalArgumentException("sweep '" + name + "' goes over whole numbers, or over texts");
        }
        Function<String, Object> reader = numbers ? Integer::valueOf : text -> text;
        try {
            return (List<T>) Stream.of(chosen.split(",")).map(String::strip).map(reader).toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the parameter '" + name + "' is whole numbers with commas between them, not '" + chosen + "'", e);
        }
    }
}
