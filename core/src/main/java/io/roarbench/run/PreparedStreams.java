package io.roarbench.run;

import io.roarbench.measure.Observation;
import io.roarbench.measure.Sample;
import io.roarbench.plan.S3Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Trials of some streams that read objects at once; see {@link StreamWindow} for what is counted of them. */
final class PreparedStreams implements PreparedTrial {

    private final S3Trial trial;
    private final S3Work work;
    private final BooleanSupplier cancelled;
    private final ProxyWatch watch;
    private final ExecutorService threads;
    private final LongAdder objects = new LongAdder();
    private int trials;
    private int steady;

    PreparedStreams(S3Trial trial, S3Work work, BooleanSupplier cancelled) {
        this.trial = trial;
        this.work = work;
        this.cancelled = cancelled;
        this.watch = new ProxyWatch(work.proxy());
        watch.forgetPeak();
        this.threads = Executors.newFixedThreadPool(trial.streams(), task -> {
            Thread thread = new Thread(task, "roar-bench stream");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Sample measure() throws InterruptedException {
        Map<String, Double> metrics = new TreeMap<>();
        StreamWindow window = new StreamWindow(trial.streams());
        try {
            objects.reset();
            work.trialBegins();
            watch.trialBegins();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < trial.streams(); i++) {
                int stream = i;
                running.add(threads.submit(() -> {
                    read(stream, window);
                    return null;
                }));
            }
            window.watch();
            for (Future<?> stream : running) {
                stream.get();
            }
            long requests = objects.sumThenReset();
            watch.trialEnds(trial.bytes() * requests, requests, metrics);
            return sample(window.rate(), metrics);
        } catch (ExecutionException e) {
            return Failed.sample(e.getCause() instanceof IOException io ? io : new IOException(e.getCause()), cancelled);
        } catch (IOException e) {
            return Failed.sample(e, cancelled);
        }
    }

    private void read(int stream, StreamWindow window) throws IOException {
        try {
            StreamWindow.Stream counted = window.stream();
            for (int i = 0; i < trial.requests() || !window.longEnough(); i++) {
                work.once(stream, counted);
                objects.increment();
            }
        } finally {
            window.ended();
        }
    }

    private Sample sample(StreamWindow.Rate rate, Map<String, Double> metrics) {
        trials++;
        steady += rate.steady() ? 1 : 0;
        metrics.put("windowNanos", (double) rate.nanos());
        metrics.put("windowBytes", (double) rate.bytes());
        return Sample.of(Math.round((double) rate.nanos() * trial.bytes() / rate.bytes()), metrics);
    }

    @Override
    public void observed(Observation observation) {
        watch.observed(observation);
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(work.facts());
        watch.addTo(facts);
        facts.put("steady", steady + " of " + trials + " trials, warm-up included");
        return facts;
    }

    @Override
    public Map<String, String> setup() {
        Map<String, String> setup = new LinkedHashMap<>(work.setup());
        setup.put("streams", "throughput is that of a window that begins when all run (and the rate is steady) and ends when "
                + "the first stops, half a second later or more");
        setup.put("objects read", trial.bytes() / 1_000_000 + " MB by " + (trial.streams() == 1 ? "a single stream"
                : trial.streams() + " streams"));
        return setup;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        work.close();
    }
}
