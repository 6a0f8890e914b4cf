package io.roarbench.measure;

import java.time.Duration;

/**
 * Where an experiment stands after a round.
 *
 * @param warmUp whether it is still warming up
 * @param rounds complete measured rounds
 * @param expectedRounds how many rounds it will take by the present variance and policy, &ge; rounds
 * @param precision the widest relative half-width so far; NaN while there are too few rounds
 * @param elapsed since the experiment began
 * @param left expected time to its end
 */
public record Progress(
        boolean warmUp, int rounds, int expectedRounds, double precision, Duration elapsed, Duration left) {
}
