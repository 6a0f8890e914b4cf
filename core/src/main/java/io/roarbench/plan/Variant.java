package io.roarbench.plan;

/**
 * One of the things an experiment measures side by side.
 *
 * @param name unique within its experiment, e.g. {@code baseline} or {@code ebpf}
 * @param trial what one trial of it does
 */
public record Variant(String name, Trial trial) {

    public Variant {
        Names.check("variant", name);
        java.util.Objects.requireNonNull(trial, "trial");
    }
}
