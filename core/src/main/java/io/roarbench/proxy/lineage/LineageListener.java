package io.roarbench.proxy.lineage;

/** Takes events, on event loops: must neither block nor throw. */
@FunctionalInterface
public interface LineageListener {

    void event(LineageEvent event);

    static LineageListener none() {
        return event -> { };
    }

    /** Tells both, in order. */
    default LineageListener and(LineageListener other) {
        return event -> {
            event(event);
            other.event(event);
        };
    }
}
