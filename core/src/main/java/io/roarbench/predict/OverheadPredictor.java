package io.roarbench.predict;

import io.roarbench.environment.Environment;
import io.roarbench.environment.EnvironmentReader;
import io.roarbench.linux.UserCache;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.linux.process.ProgramPath;
import io.roarbench.run.RunFailure;
import io.roarbench.run.RunListener;
import io.roarbench.run.Version;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.count.CallCounter;
import io.roarbench.tracer.count.CallCounts;
import io.roarbench.tracer.count.ReportCounter;
import io.roarbench.tracer.ebpf.EbpfCallCounter;
import io.roarbench.tracer.external.StraceCallCounter;
import io.roarbench.tracer.preload.PreloadReach;
import io.roarbench.tracer.preload.PreloadTracer;
import io.roarbench.tracer.ptrace.PtraceTracer;
import io.roarbench.tracer.select.Tracers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Predicts what tracing a command would cost on this machine. It runs the command: once to count its calls, and untraced one or more times to
 * time it. What calls cost is measured when first needed, in some 15 s, and kept in the user's cache.
 *
 * <pre>{@code
 * Forecast forecast = new OverheadPredictor().predict(Command.of("make", "-j4"), List.of("ebpf", "preload"), 0.05);
 * System.out.println(ForecastText.of(forecast));
 * }</pre>
 *
 * <p>To cancel, let {@code cancelled} become true and interrupt the thread.
 */
public final class OverheadPredictor {

    private static final long TIMING_NANOS = Duration.ofSeconds(3).toNanos();
    private static final int MOST_RUNS = 43;
    private static final int WARM_UP = 3;

    private final Path cache;
    private final RunListener listener;
    private final BooleanSupplier cancelled;
    private final int rounds;
    private final List<Supplier<CallCounter>> counters;

    /** With the user's cache, silent. @throws IOException if there is no folder for the cache */
    public OverheadPredictor() throws IOException {
        this(UserCache.folder(), RunListener.SILENT, () -> false);
    }

    /**
     * @param cache where calibrations are kept; made if missing
     * @param listener hears how measuring goes
     * @param cancelled asked between trials
     */
    public OverheadPredictor(Path cache, RunListener listener, BooleanSupplier cancelled) {
        this(cache, listener, cancelled, CalibrationPlan.ROUNDS, List.of(EbpfCallCounter::new, StraceCallCounter::new,
                () -> new ReportCounter(new PtraceTracer()), () -> new ReportCounter(new PreloadTracer())));
    }

    OverheadPredictor(Path cache, RunListener listener, BooleanSupplier cancelled, int rounds,
            List<Supplier<CallCounter>> counters) {
        this.rounds = rounds;
        this.cache = cache;
        this.listener = listener;
        this.cancelled = cancelled;
        this.counters = List.copyOf(counters);
    }

    /** Measures anew what calls cost here; what was kept is replaced. @throws RunFailure if that is not possible here */
    public Calibration calibrate() throws RunFailure, IOException, InterruptedException {
        try (CallCounter counter = counter()) {
            return calibrate(counter);
        }
    }

    private Calibration calibrate(CallCounter counter) throws RunFailure, IOException, InterruptedException {
        listener.preparing("measuring what calls cost under each tracer (once; about 20 s)");
        Calibration fresh = new Calibrator(counter, new Measuring(listener, cancelled), rounds)
                .calibrate(machine(), new Tracers().names());
        new CalibrationStore(cache).save(fresh);
        return fresh;
    }

    /**
     * Predicts.
     *
     * @param command must end by itself, and may be run several times; its output should go nowhere or to a file
     * @param tracers names; see {@link Tracers#names()}
     * @param budget most relative change, 0.05 for 5 %; NaN for none
     * @throws RunFailure if the command fails, or calls cannot be counted, or their costs not be measured here
     */
    public Forecast predict(Command command, List<String> tracers, double budget)
            throws RunFailure, IOException, InterruptedException {
        ProgramPath.find(command.argv().get(0), command.environment(), command.directory());
        try (CallCounter counter = counter()) {
            Optional<Calibration> kept = new CalibrationStore(cache).load(machine(), counter.name());
            Calibration calibration = kept.isPresent() ? kept.get() : calibrate(counter);
            listener.preparing("counting the command's calls (" + counter.name() + ")");
            CallCounts counts = counter.count(command);
            succeeded(command, counts.execution());
            Profile profile = timed(command, counts);
            return Forecasts.of(profile, calibration, tracers, tracer -> misses(tracer, counts, command.directory()), budget);
        }
    }

    /** The best that works. */
    private CallCounter counter() throws RunFailure {
        List<String> reasons = new ArrayList<>();
        for (Supplier<CallCounter> maker : counters) {
            CallCounter counter = maker.get();
            Check check = counter.check();
            if (check.ok()) {
                return counter;
            }
            reasons.add(counter.name() + ": " + check.summary());
            counter.close();
        }
        throw new RunFailure("system calls cannot be counted here: " + String.join("; ", reasons));
    }

    private static String machine() {
        Environment here = EnvironmentReader.ofThisMachine().read(Map.of(), Map.of());
        return here.kernel().release() + ", " + here.cpu().model() + ", " + here.cpu().logicalCpus() + " CPUs, roar-bench "
                + Version.current();
    }

    private Profile timed(Command command, CallCounts counts) throws RunFailure, IOException, InterruptedException {
        listener.preparing("timing the command untraced");
        List<Double> times = new ArrayList<>();
        double cpu = 0;
        long begin = System.nanoTime();
        try (ProcessLauncher launcher = ProcessLaunchers.open()) {
            while (times.isEmpty() || times.size() < MOST_RUNS && System.nanoTime() - begin < TIMING_NANOS) {
                if (cancelled.getAsBoolean()) {
                    throw new InterruptedException("cancelled");
                }
                long start = System.nanoTime();
                Execution execution = launcher.run(command);
                succeeded(command, execution);
                times.add((double) (execution.startNanos() + execution.wallNanos() - start));
                cpu = execution.cpuNanos();
            }
        }
        List<Double> warm = times.subList(times.size() > 2 * WARM_UP ? WARM_UP : 0, times.size());
        return new Profile(command.argv(), counts, warm.stream().mapToDouble(Double::doubleValue).toArray(), cpu);
    }

    private static void succeeded(Command command, Execution execution) throws RunFailure {
        if (!execution.succeeded()) {
            throw new RunFailure("the command '" + String.join(" ", command.argv()) + "' " + (execution.timedOut() ? "took too long"
                    : execution.signal() != 0 ? "was ended by signal " + execution.signal()
                    : "failed with exit code " + execution.exitCode()) + "; nothing can be predicted of a command that fails");
        }
    }

    /** What a tracer would not see of a command that was counted. */
    static List<String> misses(String tracer, CallCounts counts, Path directory) {
        TreeSet<String> misses = new TreeSet<>();
        for (IncompleteReason reason : counts.blindSpots()) {
            misses.add(reason.code());
        }
        if (tracer.equals("preload")) {
            for (String program : counts.programs()) {
                Path file = directory.resolve(program);
                if (Files.exists(file)) {
                    PreloadReach.obstacle(file).ifPresent(misses::add);
                }
            }
        }
        return List.copyOf(misses);
    }
}
