package io.roarbench.measure.statistics;

import static io.roarbench.measure.statistics.Outliers.Label.HIGH_MILD;
import static io.roarbench.measure.statistics.Outliers.Label.HIGH_SEVERE;
import static io.roarbench.measure.statistics.Outliers.Label.LOW_MILD;
import static io.roarbench.measure.statistics.Outliers.Label.LOW_SEVERE;
import static io.roarbench.measure.statistics.Outliers.Label.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutliersTests {

    @Test
    void labels_each_sample_in_its_place() {
        // Quartiles 12.5 and 17.5, interquartile range 5: inner fences 5 and 25, outer ones -2.5 and 32.5.
        double[] samples = {15, 4, 12, 13, -3, 14, 16, 26, 17, 33, 18};

        assertThat(Outliers.label(samples))
                .containsExactly(NONE, LOW_MILD, NONE, NONE, LOW_SEVERE, NONE, NONE, HIGH_MILD, NONE, HIGH_SEVERE, NONE);
    }

    @Test
    void a_sample_on_a_fence_is_within() {
        assertThat(Outliers.label(new double[] {5, 12.5, 12.5, 15, 17.5, 17.5, 25})).containsOnly(NONE);
    }

    @Test
    void few_samples_have_no_outliers() {
        assertThat(Outliers.label(new double[] {1, 1, 1000})).containsOnly(NONE);
        assertThat(Outliers.label(new double[0])).isEmpty();
    }

    @Test
    void only_labels_beyond_the_outer_fences_are_severe() {
        assertThat(Outliers.Label.values()).filteredOn(Outliers.Label::severe).containsExactly(LOW_SEVERE, HIGH_SEVERE);
    }
}
