package io.roarbench.report;

import io.roarbench.measure.statistics.Estimate;
import io.roarbench.measure.statistics.Judgement;
import io.roarbench.plan.SeriesId;

/**
 * A variant compared with the baseline of its experiment.
 *
 * @param of the variant
 * @param baseline what it is compared with
 * @param ratio variant / baseline, by the pairs of the rounds
 * @param difference variant − baseline, ns
 * @param judgement the verdict, with the p-value adjusted for all that is compared at once
 */
public record Comparison(SeriesId of, SeriesId baseline, Estimate ratio, Estimate difference, Judgement judgement) {
}
