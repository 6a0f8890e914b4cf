package io.roarbench.run;

import io.roarbench.plan.Cell;
import io.roarbench.result.Histograms;
import io.roarbench.s3.process.HostedProxy;
import io.roarbench.s3.process.ProcessUsage;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** What a series says of the proxy that its requests go through: CPU time and memory by trial, own time over all trials. */
final class ProxyWatch {

    private final Optional<HostedProxy> proxy;
    private ProcessUsage before;
    private Histogram ownTimesBefore;

    ProxyWatch(Optional<HostedProxy> proxy) {
        this.proxy = proxy;
    }

    /** What the proxy has done until now belongs to no sample. */
    void forget() throws IOException {
        if (proxy.isPresent()) {
            ownTimesBefore = proxy.get().ownTimes();
        }
    }

    void trialBegins() throws IOException {
        before = proxy.isPresent() ? proxy.get().usage().orElse(null) : null;
    }

    /** Adds to a sample what the trial that now ends took of the proxy's process. */
    void trialEnds(long bytes, long requests, Map<String, Double> metrics) throws IOException {
        if (before != null) {
            ProcessUsage after = proxy.orElseThrow().usage().orElseThrow();
            double cpu = Math.max(0, after.cpuNanos() - before.cpuNanos());
            metrics.put("proxyCpuNanos", cpu);
            metrics.put(Cell.Metric.CPU_PER_BYTE, cpu / bytes);
            metrics.put(Cell.Metric.CPU_PER_REQUEST, cpu / requests);
            metrics.put(Cell.Metric.PEAK_RSS, (double) after.peakRssBytes());
        }
    }

    /** Adds the histogram of the proxy's own time in the requests of all trials since {@link #forget}. */
    void addTo(Map<String, String> facts) {
        if (proxy.isEmpty() || ownTimesBefore == null) {
            return;
        }
        try {
            Histogram own = proxy.get().ownTimes();
            own.subtract(ownTimesBefore);
            if (own.getTotalCount() > 0) {
                facts.put(Cell.Percentile.OWN_TIMES, Histograms.text(own));
            }
        } catch (IOException e) {
            // Ctrl-C in a terminal ends the proxy, too; what was measured before is still to be shown.
            facts.put("proxy's own time", "not known: " + e.getMessage());
        }
    }
}
