package io.roarbench.plan;

import io.roarbench.measure.RoundPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Variants measured in the same rounds. The first one is the baseline that the others are compared with.
 *
 * @param id unique within the plan
 * @param variants at least one, of distinct names
 * @param policy when to stop
 * @param control name of the variant that is the baseline once more: its apparent overhead is the noise floor; empty for
 *     none
 */
public record Experiment(String id, List<Variant> variants, RoundPolicy policy, String control) {

    /** The name that {@link #withControl} gives to the control. */
    public static final String CONTROL = "control";

    public Experiment {
        Names.check("experiment", id);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("the experiment '" + id + "' has nothing to measure");
        }
        Set<String> names = new HashSet<>();
        for (Variant variant : variants) {
            if (!names.add(variant.name())) {
                throw new IllegalArgumentException(
                        "the experiment '" + id + "' has two variants named '" + variant.name() + "'");
            }
        }
        if (!control.isEmpty() && !names.contains(control)) {
            throw new IllegalArgumentException("the experiment '" + id + "' has no variant '" + control + "'");
        }
        variants = List.copyOf(variants);
    }

    /** An experiment whose last variant is the first once more, as its control. */
    public static Experiment withControl(String id, List<Variant> variants, RoundPolicy policy) {
        List<Variant> all = new ArrayList<>(variants);
        if (!variants.isEmpty()) {
            all.add(new Variant(CONTROL, variants.get(0).trial()));
        }
        return new Experiment(id, all, policy, CONTROL);
    }

    /** The variant that is another one measured once more: the same trial under another name. Empty if there is none. */
    public Optional<Variant> again(String name) {
        return variants.stream().filter(v -> v.name().equals(name)).findFirst().flatMap(one -> variants.stream()
                .filter(v -> !v.name().equals(name) && v.trial().equals(one.trial())).findFirst());
    }

    /** The variant that the others are compared with. */
    public Variant baseline() {
        return variants.get(0);
    }
}
