package io.roarbench.cli;

import io.roarbench.linux.UserCache;
import io.roarbench.predict.Calibration;
import io.roarbench.predict.CalibrationText;
import io.roarbench.predict.Forecast;
import io.roarbench.predict.ForecastJson;
import io.roarbench.predict.ForecastText;
import io.roarbench.predict.OverheadPredictor;
import io.roarbench.predict.Verification;
import io.roarbench.predict.Verifier;
import io.roarbench.result.Json;
import io.roarbench.run.RunFailure;
import io.roarbench.tracer.select.Tracers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "predict", sortOptions = false,
        description = {"Predicts what tracing a command would cost, and which tracer fits.",
            "Runs the command once to count its system calls and some more times untraced to time it; its output is thrown away."},
        footer = {"", "What calls cost under each tracer is measured first (once, some 20 s) and kept in the user's cache."})
final class PredictCommand implements Callable<Integer> {

    private static final Duration VERIFYING = Duration.ofSeconds(30);

    @Mixin
    private CommonOptions common;

    @Option(names = "--tracer", paramLabel = "NAME", split = ",",
            description = "ebpf, preload or ptrace; may be repeated (default: all).")
    private List<String> tracers = List.of();

    @Option(names = "--budget", paramLabel = "PCT", description = "Most overhead that is acceptable, percent of the command's time.")
    private Double budget;

    @Option(names = "--calibrate", description = "Measures the costs of calls anew; without COMMAND, prints them.")
    private boolean calibrate;

    @Option(names = "--verify", description = "Measures the command under each tracer, too: at least 6 rounds, about 30 s.")
    private boolean verify;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command and its arguments, after --.")
    private List<String> command = List.of();

    @Override
    public Integer call() throws Exception {
        check();
        Interruption interruption = Interruption.ofThisThread();
        try (ProgressLine progress = ProgressLine.on(System.err)) {
            OverheadPredictor predictor = new OverheadPredictor(UserCache.folder(), progress, interruption::requested);
            if (calibrate) {
                Calibration costs = predictor.calibrate();
                if (command.isEmpty()) {
                    System.out.print(json ? Json.indented().writeValueAsString(costs) + "\n" : CalibrationText.of(costs));
                }
            }
            if (!command.isEmpty()) {
                predict(predictor, new Verifier(progress, interruption::requested));
            }
            return 0;
        } catch (InterruptedException | RunFailure e) {
            if (interruption.requested()) {
                return 130;
            }
            throw e;
        } finally {
            interruption.finished();
        }
    }

    private void predict(OverheadPredictor predictor, Verifier verifier)
            throws RunFailure, IOException, InterruptedException {
        io.roarbench.linux.process.Command target = io.roarbench.linux.process.Command.of(command);
        List<String> wanted = tracers.isEmpty() ? new Tracers().names() : tracers;
        Forecast forecast = predictor.predict(target, wanted, budget == null ? Double.NaN : budget / 100);
        if (!json) {
            System.out.print(ForecastText.of(forecast));
            System.out.flush();
        }
        Optional<Verification> verification = verify ? Optional.of(verifier.verify(target, forecast, VERIFYING)) : Optional.empty();
        if (json) {
            System.out.println(ForecastJson.of(forecast, verification));
        } else {
            verification.ifPresent(v -> System.out.print(ForecastText.of(forecast, v)));
        }
    }

    private void check() throws UsageException {
        if (command.isEmpty() && !calibrate) {
            throw new UsageException("say which command to predict, e.g. roar-bench predict -- python3 train.py");
        }
        if (budget != null && !(budget >= 0)) {
            throw new UsageException("--budget is a number of percent, 0 or more, not " + budget);
        }
        List<String> known = new Tracers().names();
        for (String name : tracers) {
            if (!known.contains(name)) {
                throw new UsageException("unknown tracer '" + name + "'; there are " + String.join(", ", known));
            }
        }
    }
}
