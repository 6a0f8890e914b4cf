package io.roarbench.run;

import io.roarbench.measure.Observation;
import io.roarbench.plan.Cell;
import io.roarbench.result.Histograms;
import io.roarbench.s3.process.HostedProxy;
import io.roarbench.s3.process.ProcessUsage;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** What a series says of the proxy that its requests go through: own time, CPU time and memory by trial. */
final class ProxyWatch {

    private static final double MEDIAN = 50;

    private final Optional<HostedProxy> proxy;
    private final Histogram all = new Histogram(3);
    private ProcessUsage before;
    private Histogram ownTimesBefore;
    private Histogram ownTimes;
    private String peakTrouble = "";

    ProxyWatch(Optional<HostedProxy> proxy) {
        this.proxy = proxy;
    }

    /** What memory the proxy has had until now is no peak of this series. */
    void forgetPeak() {
        if (proxy.isPresent()) {
            try {
                proxy.get().forgetPeak();
            } catch (IOException e) {
                peakTrouble = String.valueOf(e.getMessage());
            }
        }
    }

    void trialBegins() throws IOException {
        if (proxy.isPresent()) {
            ownTimesBefore = proxy.get().ownTimes();
            before = proxy.get().usage().orElse(null);
        }
    }

    /** Adds to a sample what the trial that now ends took of the proxy. */
    void trialEnds(long bytes, long requests, Map<String, Double> metrics) throws IOException {
        if (proxy.isEmpty()) {
            return;
        }
        if (before != null) {
            ProcessUsage after = proxy.get().usage().orElseThrow();
            double cpu = after.cpuNanos() - before.cpuNanos();
            metrics.put("proxyCpuNanos", cpu);
            metrics.put(Cell.Metric.CPU_PER_BYTE, cpu / bytes);
            metrics.put(Cell.Metric.CPU_PER_REQUEST, cpu / requests);
            metrics.put(Cell.Metric.PEAK_RSS, (double) after.peakRssBytes());
        }
        ownTimes = proxy.get().ownTimes();
        ownTimes.subtract(ownTimesBefore);
        if (ownTimes.getTotalCount() > 0) {
            metrics.put(Cell.Metric.OWN_TIME, (double) ownTimes.getValueAtPercentile(MEDIAN));
        }
    }

    /** Told of the sample of the trial that ended last. */
    void observed(Observation observation) {
        if (observation.warmUp()) {
            forgetPeak();
        } else if (observation.sample().valid() && ownTimes != null) {
            all.add(ownTimes);
        }
    }

    /** Adds the histogram of the proxy's own time in the requests of all samples that count. */
    void addTo(Map<String, String> facts) {
        if (all.getTotalCount() > 0) {
            facts.put(Cell.Percentile.OWN_TIMES, Histograms.text(all));
        }
        if (!peakTrouble.isEmpty()) {
            facts.put("peak memory", "since the proxy started: " + peakTrouble);
        }
    }
}
