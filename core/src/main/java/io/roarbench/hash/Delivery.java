package io.roarbench.hash;

import java.util.function.Consumer;

/** Hands outcomes over in the order of the files, whatever the order in which they come. Thread-safe. */
final class Delivery {

    private final FileOutcome[] outcomes;
    private final Consumer<FileOutcome> each;
    private int delivered;

    Delivery(int files, Consumer<FileOutcome> each) {
        this.outcomes = new FileOutcome[files];
        this.each = each;
    }

    synchronized void put(int index, FileOutcome outcome) {
        outcomes[index] = outcome;
        while (delivered < outcomes.length && outcomes[delivered] != null) {
            each.accept(outcomes[delivered]);
            delivered++;
        }
    }

    /** Whether the outcome of a file has come. */
    synchronized boolean has(int index) {
        return outcomes[index] != null;
    }
}
