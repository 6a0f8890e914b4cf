package io.roarbench.report;

import io.roarbench.measure.statistics.Bootstrap;
import io.roarbench.measure.statistics.Estimate;
import io.roarbench.measure.statistics.Paired;
import io.roarbench.measure.statistics.Regression;
import io.roarbench.measure.statistics.Successive;
import io.roarbench.plan.Cell;
import io.roarbench.plan.SeriesId;
import io.roarbench.result.Histograms;
import io.roarbench.result.Pairing;
import io.roarbench.result.Result;
import io.roarbench.result.Series;
import java.util.Arrays;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Computes what stands in cells from the raw samples of a result. */
final class Figures {

    private static final String WITHIN_NOISE = "within noise: ";

    private final Result result;
    private final long seed;

    Figures(Result result) {
        this.result = result;
        this.seed = result.plan().seed();
    }

    Figure of(Cell cell) {
        if (cell instanceof Cell.Text text) {
            return Figure.text(text.text());
        }
        if (cell instanceof Cell.NotMeasured missing) {
            return Figure.notAvailable(missing.reason());
        }
        for (SeriesId id : cell.series()) {
            String missing = missing(id);
            if (!missing.isEmpty()) {
                return Figure.notAvailable(missing);
            }
        }
        if (cell instanceof Cell.Time time) {
            return time(time);
        }
        if (cell instanceof Cell.Throughput throughput) {
            return throughput(throughput);
        }
        if (cell instanceof Cell.Known known) {
            return known(known);
        }
        if (cell instanceof Cell.PerEvent perEvent) {
            return perEvent(perEvent);
        }
        if (cell instanceof Cell.Percentile percentile) {
            return percentile(percentile);
        }
        if (cell instanceof Cell.Metric metric) {
            return metric(metric);
        }
        if (cell instanceof Cell.MetricChange change) {
            return metricChange(change);
        }
        return overhead((Cell.Overhead) cell);
    }

    private Figure percentile(Cell.Percentile cell) {
        String text = series(cell.of()).facts().get(cell.histogram());
        if (text == null) {
            return Figure.notAvailable(cell.of() + " has no " + cell.histogram());
        }
        Histogram times = Histograms.of(text);
        int count = (int) Math.min(Integer.MAX_VALUE, times.getTotalCount());
        long fewest = fewest(cell.percent() / 100);
        if (count < fewest) {
            return Figure.notAvailable(count + " requests are too few for a percentile of " + cell.percent() + ", which takes "
                    + fewest);
        }
        double nanos = times.getValueAtPercentile(cell.percent());
        return new Figure(Numbers.plainTime(nanos, Double.NaN), "", nanos, Double.NaN, Double.NaN, "ns", count);
    }

    /** With fewer values, the largest one lies below the quantile too often (above 2.5 %) to tell where that is. */
    private static long fewest(double quantile) {
        return quantile >= 1 ? 1 : (long) Math.ceil(Math.log(0.025) / Math.log(quantile));
    }

    private Figure perEvent(Cell.PerEvent cell) {
        boolean alone = cell.baselines().isEmpty();
        Optional<Estimate> known = slope(cell);
        if (known.isEmpty()) {
            return Figure.notAvailable("no round has a valid sample at every loop count");
        }
        Estimate slope = known.get();
        String text = alone
                ? Numbers.time(slope.value(), slope.relativeHalfWidth())
                : Numbers.difference(slope.value(), slope.low(), slope.high());
        String remark = cell.remark().isEmpty() ? "" : " (" + cell.remark() + ")";
        return new Figure((!alone && slope.hasInterval() && slope.contains(0) ? WITHIN_NOISE + text : text) + remark, "",
                slope.value(), slope.low(), slope.high(), "ns/event", slope.n());
    }

    /** What one event costs, ns; empty if no round has all that it takes. */
    Optional<Estimate> slope(Cell.PerEvent cell) {
        boolean alone = cell.baselines().isEmpty();
        Rounds other = Rounds.of(cell.of().stream().map(this::series).toList());
        Rounds baseline = alone ? other : Rounds.of(cell.baselines().stream().map(this::series).toList());
        double[][][] paired = baseline.pairedWith(other);
        if (paired[0].length == 0) {
            return Optional.empty();
        }
        double[] counts = cell.counts().stream().mapToDouble(Integer::doubleValue).toArray();
        Regression line = alone
                ? Regression.of(counts, paired[1], seed)
                : Regression.ofDifference(counts, paired[0], paired[1], seed);
        return Optional.of(line.slope().map(ns -> ns / cell.eventsPerLoop()));
    }

    /** The apparent change of the control against its baseline: the noise floor of an experiment. */
    Estimate ratio(SeriesId of, SeriesId baseline) {
        Pairing pairing = Pairing.of(series(baseline), series(of));
        return Paired.ratio(pairing.baseline(), pairing.other(), seed);
    }

    private Figure time(Cell.Time cell) {
        Estimate e = Successive.positiveMedian(series(cell.of()).nanos(), seed);
        return new Figure(Numbers.time(e.value(), e.relativeHalfWidth()), "", e.value(), e.low(), e.high(), "ns", e.n());
    }

    private Figure known(Cell.Known cell) {
        Pairing pairing = Pairing.of(series(cell.baseline()), series(cell.of()));
        Estimate difference = Paired.difference(pairing.baseline(), pairing.other(), seed);
        if (!difference.hasInterval()) {
            return Figure.notAvailable("too few rounds for an interval of " + cell.of() + " and " + cell.baseline());
        }
        String text = Numbers.difference(difference.value(), difference.low(), difference.high());
        return new Figure((difference.contains(cell.nanos()) ? "yes: " : "no: ") + text, "",
                difference.value(), difference.low(), difference.high(), "ns", difference.n());
    }

    private Figure metric(Cell.Metric cell) {
        double[] values = series(cell.of()).metric(cell.name());
        if (values.length == 0) {
            return Figure.notAvailable("no sample of " + cell.of() + " has a value '" + cell.name() + "'");
        }
        String unit = cell.name().endsWith("NanosPerByte") ? "ns/byte" : cell.name().endsWith("Nanos") ? "ns"
                : cell.name().endsWith("Bytes") ? "bytes" : cell.name().endsWith("Share") ? "share" : "";
        if (cell.name().equals(Cell.Metric.PEAK_RSS)) {
            double peak = Arrays.stream(values).max().orElseThrow();
            return new Figure(Numbers.metric(peak, Double.NaN, unit), "", peak, Double.NaN, Double.NaN, unit, values.length);
        }
        Estimate e = cell.mean()
                ? Bootstrap.of(values, x -> Arrays.stream(x).average().orElseThrow(), seed)
                : Successive.median(values, seed);
        return new Figure(Numbers.metric(e.value(), e.relativeHalfWidth(), unit), "", e.value(), e.low(), e.high(), unit, e.n());
    }

    private Figure metricChange(Cell.MetricChange cell) {
        Pairing pairing = Pairing.of(series(cell.baseline()), series(cell.of()), cell.name());
        if (pairing.baseline().length == 0) {
            return Figure.notAvailable("no round has a value '" + cell.name() + "' of both " + cell.of() + " and "
                    + cell.baseline());
        }
        Estimate difference = Paired.difference(pairing.baseline(), pairing.other(), seed);
        String text = Numbers.difference(difference.value(), difference.low(), difference.high());
        return new Figure(difference.hasInterval() && difference.contains(0) ? "≈ 0: " + text : text, "",
                difference.value(), difference.low(), difference.high(), "ns", difference.n());
    }

    private Figure throughput(Cell.Throughput cell) {
        Estimate e = Successive.positiveMedian(series(cell.of()).nanos(), seed);
        double perSecond = cell.bytes() * 1e9;
        return new Figure(Numbers.throughput(perSecond / e.value(), e.relativeHalfWidth()), "",
                perSecond / e.value(), perSecond / e.high(), perSecond / e.low(), "bytes/s", e.n());
    }

    private Figure overhead(Cell.Overhead cell) {
        Pairing pairing = Pairing.of(series(cell.baseline()), series(cell.of()));
        if (pairing.baseline().length == 0) {
            return Figure.notAvailable("no round has a valid sample of both " + cell.of() + " and " + cell.baseline());
        }
        Estimate ratio = Paired.ratio(pairing.baseline(), pairing.other(), seed);
        String change = Numbers.change(ratio.value(), ratio.low(), ratio.high());
        String text = prefix(ratio) + change;
        if (cell.showDifference()) {
            Estimate difference = Paired.difference(pairing.baseline(), pairing.other(), seed);
            text = Numbers.difference(difference.value(), difference.low(), difference.high()) + " (" + text + ")";
        }
        if (cell.showTime()) {
            Estimate time = Successive.positiveMedian(series(cell.of()).nanos(), seed);
            text = Numbers.plainTime(time.value(), time.relativeHalfWidth()) + " (" + text + ")";
        }
        return new Figure(text, "", ratio.value(), ratio.low(), ratio.high(), "ratio", ratio.n());
    }

    /** A difference that may be none is said to be about none only where the interval leaves little else. */
    private static String prefix(Estimate ratio) {
        if (!ratio.hasInterval() || !ratio.contains(1)) {
            return "";
        }
        boolean equivalent = ratio.low() >= 1 - Comparisons.MARGIN && ratio.high() <= 1 + Comparisons.MARGIN;
        return equivalent ? "≈ 0: " : WITHIN_NOISE;
    }

    private String missing(SeriesId id) {
        Series series = series(id);
        if (!series.unavailable().isEmpty()) {
            return series.unavailable();
        }
        if (!series.counted().isEmpty()) {
            return "";
        }
        if (series.voids() > 0) {
            return "every trial of it was void: " + series.samples().stream()
                    .filter(s -> !s.voidReason().isEmpty()).findFirst().orElseThrow().voidReason();
        }
        return result.ending(id.experiment()).isEmpty()
                ? "not measured: the run was interrupted before"
                : "not measured: the run was interrupted, or what it is compared with cannot run here";
    }

    private Series series(SeriesId id) {
        return result.find(id).orElseThrow(() ->
                new IllegalArgumentException("the result has no series '" + id + "', which a table shows"));
    }
}
