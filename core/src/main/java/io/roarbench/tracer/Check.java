package io.roarbench.tracer;

import java.util.List;

/**
 * Whether a tracer can run here.
 *
 * @param tracer its name
 * @param ok whether every needed item is there
 * @param items what was looked at, in order
 */
public record Check(String tracer, boolean ok, List<Item> items) {

    /** Copies. */
    public Check {
        items = List.copyOf(items);
    }

    /** Ok if all items are. */
    public static Check of(String tracer, List<Item> items) {
        return new Check(tracer, items.stream().allMatch(Item::ok), items);
    }

    /** One line: "ok", or what is missing and how to enable it. */
    public String summary() {
        return ok ? "ok" : items.stream().filter(item -> !item.ok())
                .map(item -> item.name() + ": " + item.detail() + (item.enable().isEmpty() ? "" : "; " + item.enable()))
                .reduce((a, b) -> a + " | " + b).orElse("not available");
    }

    /**
     * One thing that a tracer needs.
     *
     * @param name e.g. "capabilities"
     * @param ok whether it is there
     * @param detail what was found, e.g. "CAP_BPF missing"
     * @param enable what would enable it, e.g. "run as root or setcap …"; empty if ok or if nothing can
     */
    public record Item(String name, boolean ok, String detail, String enable) {

        /** There. */
        public static Item good(String name, String detail) {
            return new Item(name, true, detail, "");
        }

        /** Missing. */
        public static Item missing(String name, String detail, String enable) {
            return new Item(name, false, detail, enable);
        }
    }
}
