package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.measure.RoundPolicy;
import io.roarbench.plan.CacheState;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.GeneratedFile;
import io.roarbench.plan.HashTrial;
import io.roarbench.plan.Variant;
import io.roarbench.run.Turn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeLeftTests {

    private final Turn first = turn("first", 60);
    private final Turn second = turn("second", 30);
    private final Turn third = turn("third", 100);
    private Duration now = Duration.ofHours(5);
    private final TimeLeft left = new TimeLeft(() -> now.toNanos());

    private static Turn turn(String id, int seconds) {
        var trial = new HashTrial("md5", "jdk", 1, new GeneratedFile(1000, "", 1), CacheState.CACHED);
        return new Turn(Experiment.withControl(id, List.of(new Variant("once", trial)),
                new RoundPolicy(7, 60, 0.02, Duration.ofSeconds(seconds), 20)), 0);
    }

    @Test
    void at_first_budgets_are_believed_with_something_on_top() {
        left.planned(List.of(first, second, third));

        assertThat(left.after(first)).isEqualTo(Duration.ofSeconds(169));
        assertThat(left.after(third)).isZero();
    }

    @Test
    void then_what_the_run_has_taken_so_far_tells() {
        left.planned(List.of(first, second, third));
        now = now.plusSeconds(120);

        assertThat(left.after(second)).isEqualTo(Duration.ofSeconds(200));
    }

    @Test
    void a_run_that_is_faster_than_its_budgets_may_use_up_those_to_come() {
        left.planned(List.of(first, second, third));
        now = now.plusSeconds(10);

        assertThat(left.after(second)).isEqualTo(Duration.ofSeconds(100));
    }
}
