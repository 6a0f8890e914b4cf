package io.roarbench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundPolicyTests {

    private final RoundPolicy policy = new RoundPolicy(7, 61, 0.02, Duration.ofSeconds(10), 5, 2);

    @Test
    void a_turn_has_its_part_of_time_and_rounds() {
        assertThat(policy.ofTurn(0, 0)).isEqualTo(new RoundPolicy(4, 30, 0.02, Duration.ofSeconds(5), 5, 1));
        assertThat(policy.ofTurn(1, 30)).isEqualTo(new RoundPolicy(34, 61, 0.02, Duration.ofSeconds(5), 5, 1));
    }

    @Test
    void a_later_turn_measures_although_the_rounds_before_were_enough() {
        RoundPolicy exactly = new RoundPolicy(6, 6, 0.02, Duration.ofSeconds(10), 5, 2);

        assertThat(exactly.ofTurn(1, 6)).isEqualTo(new RoundPolicy(7, 7, 0.02, Duration.ofSeconds(5), 5, 1));
    }

    @Test
    void what_says_nothing_of_turns_has_one() {
        assertThat(new RoundPolicy(7, 60, 0.02, Duration.ofSeconds(10), 5, 0).turns()).isEqualTo(1);
    }

    @Test
    void more_turns_than_rounds_are_refused() {
        assertThatThrownBy(() -> new RoundPolicy(3, 9, 0, Duration.ofSeconds(1), 0, 4))
                .hasMessage("turns are at least 1 and at most the fewest rounds, 3, not 4");
    }
}
