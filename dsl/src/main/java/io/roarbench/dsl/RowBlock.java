package io.roarbench.dsl;

import io.roarbench.plan.Cell;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.HashTrial;
import io.roarbench.plan.ReadTrial;
import io.roarbench.plan.S3Trial;
import io.roarbench.plan.SeriesId;
import io.roarbench.plan.Syscalls;
import io.roarbench.plan.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code row('label') { … }} inside {@code table}: one call for each cell after the label, in order. */
public final class RowBlock extends Block {

    private final ScenarioBlock scenario;
    private final List<Cell> cells = new ArrayList<>();

    RowBlock(Scope scope, String label, ScenarioBlock scenario) {
        super(scope, "inside row '" + label + "'");
        this.scenario = scenario;
    }

    /** The median time of a series, named {@code 'experiment/variant'}. */
    public void time(String series) {
        keyword("time");
        cells.add(new Cell.Time(known(series)));
    }

    /**
     * The median of a further value of a series, e.g. {@code metric 'dd/ptrace', 'maxRssBytes'}: {@code userNanos},
     * {@code systemNanos}, {@code cpuNanos}, {@code maxRssBytes} of commands; those of
     * {@code coverage}.
     */
    public void metric(String series, String name) {
        keyword("metric");
        cells.add(new Cell.Metric(known(series), name, false));
    }

    /** The mean of a further value of a series: for {@code tracerCpuNanos}, which the kernel tells in steps of 10 ms. */
    public void mean(String series, String name) {
        keyword("mean");
        cells.add(new Cell.Metric(known(series), name, true));
    }

    /** Bytes per time of a series that hashes or reads a file, or moves an object. */
    public void throughput(String series) {
        keyword("throughput");
        SeriesId id = known(series);
        Trial trial = trial(id);
        if (trial instanceof HashTrial hash) {
            cells.add(new Cell.Throughput(id, hash.file().bytes()));
        } else if (trial instanceof ReadTrial read) {
            cells.add(new Cell.Throughput(id, read.file().bytes()));
        } else if (trial instanceof S3Trial request) {
            cells.add(new Cell.Throughput(id, request.bytes()));
        } else {
            throw new IllegalArgumentException("how many bytes '" + series
                    + "' works through is not known; say it, e.g. throughput '" + series + "', 1.GB");
        }
    }

    /** Bytes per time of a series. */
    public void throughput(String series, Size bytes) {
        keyword("throughput");
        cells.add(new Cell.Throughput(known(series), bytes.bytes()));
    }

    /** Time of a series and what it adds to the baseline of its experiment, in percent, with interval. */
    public void timeAndOverhead(String series) {
        keyword("timeAndOverhead");
        SeriesId id = known(series);
        cells.add(new Cell.Overhead(id, baselineOf(id), true, false));
    }

    /** What a series adds to the baseline of its experiment: as time and in percent, with intervals. */
    public void overhead(String series) {
        keyword("overhead");
        SeriesId id = known(series);
        cells.add(new Cell.Overhead(id, baselineOf(id), false, true));
    }

    /** What a series adds to another one of its experiment. */
    public void overhead(String series, String baseline) {
        keyword("overhead");
        cells.add(new Cell.Overhead(known(series), known(baseline), false, true));
    }

    /** A percentile of the times of a series' single requests, e.g. {@code percentile 'get/proxy', 99.9}. */
    public void percentile(String series, Number percent) {
        keyword("percentile");
        cells.add(new Cell.Percentile(requests(series), Cell.Percentile.REQUEST_TIMES, percent.doubleValue()));
    }

    /** A percentile of the proxy's own time in the requests of a series, by its own stamps. */
    public void ownTime(String series, Number percent) {
        keyword("ownTime");
        cells.add(new Cell.Percentile(requests(series), Cell.Percentile.OWN_TIMES, percent.doubleValue()));
    }

    /** The proxy's own time in a request, by its own stamps: the median of the trials' medians, with interval. */
    public void ownTime(String series) {
        keyword("ownTime");
        cells.add(new Cell.Metric(requests(series), Cell.Metric.OWN_TIME));
    }

    /** By how much the proxy's own time in a request differs from that of another series of the experiment. */
    public void ownTimeChange(String series, String against) {
        keyword("ownTimeChange");
        cells.add(new Cell.MetricChange(requests(series), requests(against), Cell.Metric.OWN_TIME));
    }

    /** CPU seconds that the proxy's process takes for 1 GB of objects. */
    public void cpuPerGigabyte(String series) {
        keyword("cpuPerGigabyte");
        cells.add(new Cell.Metric(requests(series), Cell.Metric.CPU_PER_BYTE));
    }

    /** CPU time that the proxy's process takes for a request. */
    public void cpuPerRequest(String series) {
        keyword("cpuPerRequest");
        cells.add(new Cell.Metric(requests(series), Cell.Metric.CPU_PER_REQUEST));
    }

    /** Most memory that the proxy's process has had resident while the series was measured. */
    public void peakMemory(String series) {
        keyword("peakMemory");
        cells.add(new Cell.Metric(requests(series), Cell.Metric.PEAK_RSS));
    }

    private SeriesId requests(String series) {
        SeriesId id = known(series);
        if (!(trial(id) instanceof S3Trial)) {
            throw new IllegalArgumentException("'" + series + "' makes no S3 requests");
        }
        return id;
    }

    /** Whether the interval of what a series adds to another one of its experiment holds a cost that is known. */
    public void recovers(String series, String against, Duration cost) {
        keyword("recovers");
        cells.add(new Cell.Known(known(series), known(against), cost.toNanos()));
    }

    /**
     * What one system call costs more under a tracer, from an experiment of {@code syscalls}; of {@code 'baseline'}, what
     * one takes untraced.
     */
    public void perSyscall(String experiment, String tracer) {
        perSyscall(experiment, tracer, "");
    }

    /** The same, with a remark in brackets behind the figure (Markdown). */
    public void perSyscall(String experiment, String tracer, String remark) {
        keyword("perSyscall");
        Syscalls syscalls = scenario.syscalls().get(experiment);
        if (syscalls == null) {
            throw new IllegalArgumentException("no syscalls above are named '" + experiment + "'"
                    + KnownNames.suggestion(experiment, List.copyOf(scenario.syscalls().keySet())));
        }
        Cell.PerEvent cost = syscalls.cost(experiment, tracer);
        cost.series().forEach(this::trial);
        cells.add(cost.withRemark(remark));
    }

    /** A fixed text (Markdown). */
    public void text(String markdown) {
        keyword("text");
        cells.add(new Cell.Text(markdown));
    }

    /** A cell of something this run does not measure: shown as n/a, the reason as a footnote. */
    public void notMeasured(String reason) {
        keyword("notMeasured");
        cells.add(new Cell.NotMeasured(reason));
    }

    List<Cell> cells() {
        return cells;
    }

    private SeriesId known(String series) {
        SeriesId id = SeriesId.parse(series);
        trial(id);
        return id;
    }

    private Trial trial(SeriesId id) {
        return experiment(id).variants().stream()
                .filter(v -> v.name().equals(id.variant()))
                .findFirst()
                .orElseThrow(() -> unknown(id))
                .trial();
    }

    private SeriesId baselineOf(SeriesId id) {
        return new SeriesId(id.experiment(), experiment(id).baseline().name());
    }

    private Experiment experiment(SeriesId id) {
        return scenario.experiments().values().stream()
                .filter(e -> e.id().equals(id.experiment()))
                .findFirst()
                .orElseThrow(() -> unknown(id));
    }

    private IllegalArgumentException unknown(SeriesId id) {
        List<String> all = scenario.experiments().values().stream()
                .flatMap(e -> e.variants().stream().map(v -> e.id() + "/" + v.name()))
                .toList();
        return new IllegalArgumentException("nothing above measures '" + id + "'"
                + KnownNames.suggestion(id.toString(), all)
                + (all.isEmpty() ? "; experiments come before the tables that show them" : ""));
    }
}
