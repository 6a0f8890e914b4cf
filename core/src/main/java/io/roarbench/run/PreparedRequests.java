package io.roarbench.run;

import io.roarbench.measure.Observation;
import io.roarbench.measure.Sample;
import io.roarbench.plan.Cell;
import io.roarbench.plan.S3Trial;
import io.roarbench.result.Histograms;
import io.roarbench.s3.client.Progress;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** Trials of some S3 operations on warm connections, each timed; a trial's time is the median of theirs. */
final class PreparedRequests implements PreparedTrial {

    private static final long WARM_UP_BYTES = 4_000_000;
    /** An hour, ns, in three digits. */
    private static final long LONGEST = 3_600_000_000_000L;

    private final S3Trial trial;
    private final S3Work work;
    private final BooleanSupplier cancelled;
    private final RequestLoop loop;
    private final ProxyWatch watch;
    private final Histogram all = new Histogram(LONGEST, 3);
    private final long[] times;

    private PreparedRequests(S3Trial trial, S3Work work, BooleanSupplier cancelled) {
        this.trial = trial;
        this.work = work;
        this.cancelled = cancelled;
        this.loop = trial.period().isZero()
                ? new BackToBack(work) : new OpenLoop(work, trial.period().toNanos(), Math.max(1, trial.streams()));
        this.watch = new ProxyWatch(work.proxy());
        this.times = new long[trial.requests()];
    }

    /** Small operations are carried out for a while first: client, proxy and origin are compiled then. */
    static PreparedRequests warm(S3Trial trial, S3Work work, BooleanSupplier cancelled)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + (trial.bytes() <= WARM_UP_BYTES ? work.coldNanos() : 0);
        while (System.nanoTime() < end) {
            work.once(0, Progress.NONE);
            if (cancelled.getAsBoolean() || Thread.interrupted()) {
                throw new InterruptedException("cancelled");
            }
        }
        PreparedRequests prepared = new PreparedRequests(trial, work, cancelled);
        prepared.watch.forgetPeak();
        return prepared;
    }

    @Override
    public Sample measure() throws InterruptedException {
        Map<String, Double> metrics = new TreeMap<>();
        try {
            work.trialBegins();
            watch.trialBegins();
            loop.run(times);
            watch.trialEnds(trial.bytes() * trial.requests(), trial.requests(), metrics);
            work.check();
        } catch (IOException e) {
            return Failed.sample(e, cancelled);
        }
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        if (sorted.length > 1) {
            metrics.put("meanNanos", Arrays.stream(sorted).average().orElseThrow());
            metrics.put("longestNanos", (double) sorted[sorted.length - 1]);
        }
        return Sample.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2, metrics);
    }

    @Override
    public void observed(Observation observation) {
        watch.observed(observation);
        if (!observation.warmUp() && observation.sample().valid()) {
            Arrays.stream(times).forEach(all::recordValue);
        }
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(work.facts());
        if (all.getTotalCount() > 0) {
            facts.put(Cell.Percentile.REQUEST_TIMES, Histograms.text(all));
        }
        watch.addTo(facts);
        return facts;
    }

    @Override
    public Map<String, String> setup() {
        return work.setup();
    }

    @Override
    public void close() {
        loop.close();
        work.close();
    }
}
