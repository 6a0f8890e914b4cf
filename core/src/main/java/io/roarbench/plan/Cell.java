package io.roarbench.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What stands in one cell of a table: a figure to be computed from samples, or a text. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Cell.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Cell.NotMeasured.class, name = "notMeasured"),
    @JsonSubTypes.Type(value = Cell.Time.class, name = "time"),
    @JsonSubTypes.Type(value = Cell.Throughput.class, name = "throughput"),
    @JsonSubTypes.Type(value = Cell.Overhead.class, name = "overhead"),
    @JsonSubTypes.Type(value = Cell.PerEvent.class, name = "perEvent"),
    @JsonSubTypes.Type(value = Cell.Percentile.class, name = "percentile"),
    @JsonSubTypes.Type(value = Cell.Known.class, name = "known"),
    @JsonSubTypes.Type(value = Cell.Metric.class, name = "metric"),
    @JsonSubTypes.Type(value = Cell.MetricChange.class, name = "metricChange"),
})
public sealed interface Cell {

    /** The series that this cell is computed from, the one it shows first. */
    List<SeriesId> series();

    private static void requirePairs(String what, SeriesId of, SeriesId baseline) {
        if (!of.experiment().equals(baseline.experiment())) {
            throw new IllegalArgumentException(what + " is of two series of one experiment, not of " + of + " and "
                    + baseline + ", whose rounds are not paired");
        }
    }

    /** A fixed text. */
    record Text(String text) implements Cell {
        @Override
        public List<SeriesId> series() {
            return List.of();
        }
    }

    /** Not part of this run; shown as n/a with the reason as a footnote. */
    record NotMeasured(String reason) implements Cell {
        @Override
        public List<SeriesId> series() {
            return List.of();
        }
    }

    /** The median time of a series. */
    record Time(SeriesId of) implements Cell {
        @Override
        public List<SeriesId> series() {
            return List.of(of);
        }
    }

    /**
     * The median or the mean of a further value of a series; of a peak, the highest.
     *
     * @param name as samples have it, its unit at the end: {@code …Nanos}, {@code …Bytes}, {@code …Share},
     *     {@code …NanosPerByte}, else a number
     * @param mean whether it is the mean, as for values that are told in coarse steps
     */
    record Metric(SeriesId of, String name, boolean mean) implements Cell {

        /** CPU time of the proxy's process per byte of object. */
        public static final String CPU_PER_BYTE = "proxyCpuNanosPerByte";
        /** CPU time of the proxy's process per request. */
        public static final String CPU_PER_REQUEST = "proxyCpuPerRequestNanos";
        /** Median of the proxy's own time in the requests of a trial, by its own stamps. */
        public static final String OWN_TIME = "proxyOwnTimeNanos";
        /** Most memory that the proxy's process has had resident while the series was measured. */
        public static final String PEAK_RSS = "proxyPeakRssBytes";

        /** The median. */
        public Metric(SeriesId of, String name) {
            this(of, name, false);
        }

        @Override
        public List<SeriesId> series() {
            return List.of(of);
        }
    }

    /**
     * By how much a further value of a series differs from that of another one measured in the same rounds.
     *
     * @param name of a value in ns, as samples have it
     */
    record MetricChange(SeriesId of, SeriesId baseline, String name) implements Cell {
        public MetricChange {
            requirePairs("a change", of, baseline);
        }

        @Override
        public List<SeriesId> series() {
            return List.of(of, baseline);
        }
    }

    /**
     * Bytes per time: {@code bytes} divided by the median time of a series.
     *
     * @param bytes that one trial works through, &gt; 0
     */
    record Throughput(SeriesId of, long bytes) implements Cell {
        public Throughput {
            if (bytes <= 0) {
                throw new IllegalArgumentException("a throughput counts at least one byte, not " + bytes);
            }
        }

        @Override
        public List<SeriesId> series() {
            return List.of(of);
        }
    }

    /**
     * What a series adds to a baseline measured in the same rounds.
     *
     * @param showTime whether the time of the series stands before it
     * @param showDifference whether the difference in time is shown beside the ratio
     */
    record Overhead(SeriesId of, SeriesId baseline, boolean showTime, boolean showDifference) implements Cell {
        public Overhead {
            requirePairs("an overhead", of, baseline);
        }

        @Override
        public List<SeriesId> series() {
            return List.of(of, baseline);
        }
    }

    /**
     * Whether a known cost is recovered: whether the 95 % interval of what a series adds to a baseline holds it.
     *
     * @param nanos the known cost, ns
     */
    record Known(SeriesId of, SeriesId baseline, long nanos) implements Cell {
        public Known {
            requirePairs("a known cost", of, baseline);
        }

        @Override
        public List<SeriesId> series() {
            return List.of(of, baseline);
        }
    }

    /**
     * What one event costs more than in the baseline: the slope of the differences over loop counts, divided by the events
     * of one loop. Without baselines, what one takes: the slope of the times.
     *
     * @param counts loop counts, at least four different ones
     * @param of the series measured at each count
     * @param baselines the baseline at each count, in the same experiment, or none
     * @param eventsPerLoop how many events one loop makes, &ge; 1
     * @param remark stands in brackets behind the figure (Markdown), or empty
     */
    record PerEvent(List<Integer> counts, List<SeriesId> of, List<SeriesId> baselines, int eventsPerLoop, String remark)
            implements Cell {
        public PerEvent {
            counts = List.copyOf(counts);
            of = List.copyOf(of);
            baselines = List.copyOf(baselines);
            // Absent from plans that were written before there were remarks.
            remark = remark == null ? "" : remark;
            if (counts.stream().distinct().count() < 4) {
                throw new IllegalArgumentException("a cost per event needs at least four loop counts, not " + counts);
            }
            if (of.size() != counts.size() || !baselines.isEmpty() && baselines.size() != counts.size()) {
                throw new IllegalArgumentException("a cost per event needs a series for each of " + counts
                        + ", and as many baselines or none");
            }
            if (eventsPerLoop < 1) {
                throw new IllegalArgumentException("a loop makes at least one event, not " + eventsPerLoop);
            }
        }

        /** The same figure with this remark. */
        public PerEvent withRemark(String text) {
            return new PerEvent(counts, of, baselines, eventsPerLoop, text);
        }

        @Override
        public List<SeriesId> series() {
            return java.util.stream.Stream.concat(of.stream(), baselines.stream()).toList();
        }
    }

    /**
     * A percentile of single requests' times, from a histogram that the series states.
     *
     * @param histogram name of the fact that holds it: {@link #REQUEST_TIMES} or {@link #OWN_TIMES}
     * @param percent above 0, at most 100
     */
    record Percentile(SeriesId of, String histogram, double percent) implements Cell {

        /** Fact of a series: times of all its requests, ns; an HdrHistogram, compressed, in Base64. */
        public static final String REQUEST_TIMES = "requestTimes";
        /** Fact of a series: the proxy's own time in its requests, ns; the same form. */
        public static final String OWN_TIMES = "proxyOwnTimes";

        public Percentile {
            if (!(percent > 0 && percent <= 100)) {
                throw new IllegalArgumentException("a percentile is above 0 and at most 100, not " + percent);
            }
        }

        @Override
        public List<SeriesId> series() {
            return List.of(of);
        }
    }
}
