package io.roarbench.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.environment.Noise;
import io.roarbench.measure.StopReason;
import io.roarbench.plan.Cell;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FinishedTests {

    private static Noise noise(long nanos, double steal, long swapped) {
        return new Noise(nanos, steal, 0.5, -1, 0, 100, 0, 0, 0, 0, 0, swapped, 1, 2, 3000, 3100);
    }

    private static Finished part(StopReason reason, int rounds, boolean settled, Noise noise, long time) {
        Histogram times = new Histogram(3);
        times.recordValue(time);
        Map<String, String> facts = Map.of("provider", "p" + time, Cell.Percentile.REQUEST_TIMES, Histograms.text(times));
        return new Finished(new Ending("e", reason, rounds, settled, noise), Map.of(), Map.of("v", facts),
                List.of(new Fact("e", "same", "x"), new Fact("e", "time", "" + time)));
    }

    @Test
    void turns_add_up() {
        Finished whole = part(StopReason.BUDGET, 4, false, noise(1000, 0.4, 3), 10)
                .and(part(StopReason.ROUNDS, 9, true, noise(3000, 0, 4), 30));

        assertThat(whole.ending().reason()).isEqualTo(StopReason.ROUNDS);
        assertThat(whole.ending().rounds()).isEqualTo(9);
        assertThat(whole.ending().settled()).isFalse();
        assertThat(whole.ending().noise()).isEqualTo(noise(4000, 0.1, 7));
        assertThat(whole.facts()).containsExactly(new Fact("e", "same", "x"), new Fact("e", "time", "10"), new Fact("e", "time", "30"));
        Map<String, String> facts = whole.seriesFacts().get("v");
        assertThat(facts).containsEntry("provider", "p30");
        Histogram times = Histograms.of(facts.get(Cell.Percentile.REQUEST_TIMES));
        assertThat(times.getTotalCount()).isEqualTo(2);
        assertThat(times.getMinValue()).isEqualTo(10);
        assertThat(times.getMaxValue()).isEqualTo(30);
    }
}
