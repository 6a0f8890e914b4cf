package io.roarbench.proxy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SelectStrategy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BusyPollingTests {

    private static final long LIMIT = 50;

    private long now;
    private long eventAt = Long.MAX_VALUE;
    private int looks;
    private final BusyPolling polling = new BusyPolling(LIMIT, () -> now);

    private int await(boolean tasks) throws Exception {
        looks = 0;
        return polling.calculateStrategy(() -> {
            looks++;
            now++;
            return now >= eventAt ? 3 : 0;
        }, tasks);
    }

    /** An event that comes so long after it is expected. */
    private int expected(long after) throws Exception {
        eventAt = now + after;
        polling.expect();
        return await(false);
    }

    @Test
    void sleeps_when_nothing_is_expected() throws Exception {
        assertThat(await(false)).isEqualTo(SelectStrategy.SELECT);
        assertThat(looks).isZero();
        assertThat(await(true)).as("with tasks to run it only looks").isZero();
    }

    @Test
    void finds_what_comes_soon_and_sleeps_when_it_does_not_come() throws Exception {
        assertThat(expected(20)).isEqualTo(3);
        assertThat(looks).isEqualTo(20);
        assertThat(expected(1000)).isEqualTo(SelectStrategy.SELECT);
        assertThat(looks).isEqualTo((int) LIMIT);
        assertThat(await(false)).as("one expectation, one try").isEqualTo(SelectStrategy.SELECT);
        assertThat(looks).isZero();
    }

    @Test
    void seldom_tries_what_never_works_and_takes_it_up_again_when_it_does() throws Exception {
        int tried = 0;
        for (int i = 0; i < 1000; i++) {
            expected(1000);
            tried += looks > 0 ? 1 : 0;
        }
        assertThat(tried).isBetween(32, 60);
        for (int i = 0; i < 64 && looks == 0; i++) {
            expected(10);
        }
        assertThat(looks).isEqualTo(10);
        assertThat(expected(10)).isEqualTo(3);
    }

    @Test
    void is_kept_up_where_every_second_expectation_comes_true() throws Exception {
        for (int i = 0; i < 1000; i++) {
            assertThat(expected(10)).isEqualTo(3);
            expected(1000);
        }
    }

    @Test
    void never_polls_without_a_limit() throws Exception {
        BusyPolling none = new BusyPolling(Duration.ZERO);
        none.expect();
        assertThat(none.calculateStrategy(() -> 3, false)).isEqualTo(SelectStrategy.SELECT);
    }
}
