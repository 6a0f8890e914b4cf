package io.roarbench.run;

import io.roarbench.plan.Experiment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of an experiment that is measured without a break.
 *
 * @param experiment of which
 * @param number which of its turns, from 0
 */
public record Turn(Experiment experiment, int number) {

    /** The turns of some experiments in the order in which they are taken: first those of all, then the second ones. */
    static List<Turn> of(List<Experiment> experiments) {
        int most = experiments.stream().mapToInt(e -> e.policy().turns()).max().orElse(0);
        List<Turn> turns = new ArrayList<>();
        for (int number = 0; number < most; number++) {
            for (Experiment experiment : experiments) {
                if (number < experiment.policy().turns()) {
                    turns.add(new Turn(experiment, number));
                }
            }
        }
        return List.copyOf(turns);
    }

    /** Whether it is the experiment's last. */
    public boolean last() {
        return number + 1 == experiment.policy().turns();
    }

    /** The time after which it begins no new round. */
    public Duration budget() {
        return experiment.policy().budget().dividedBy(experiment.policy().turns());
    }
}
