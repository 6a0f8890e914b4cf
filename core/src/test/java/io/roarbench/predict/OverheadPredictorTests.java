package io.roarbench.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.linux.NativeFiles;
import io.roarbench.linux.process.Command;
import io.roarbench.run.RunFailure;
import io.roarbench.run.RunListener;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.count.CallKind;
import io.roarbench.tracer.ebpf.EbpfCallCounter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it on this machine, with a short calibration. */
class OverheadPredictorTests {

    private static final int ROUNDS = 6;

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private final RunListener listener = new RunListener() {
        @Override
        public void preparing(String what) {
            said.add(what);
        }
    };

    @Test
    void reads_are_counted_priced_and_found_again_when_measured() throws Exception {
        Check check = new EbpfCallCounter().check();
        Assumptions.assumeTrue(check.ok(), "eBPF cannot be used here: " + check.summary());
        Path probe = NativeFiles.find("roar-probe").orElse(null);
        Assumptions.assumeTrue(probe != null, "the probe program was not built");
        Command command = Command.of(probe.toString(), "pread", "100000").withDirectory(folder);
        OverheadPredictor predictor = predictor();

        Forecast forecast = predictor.predict(command, List.of("ebpf"), Double.NaN);

        assertThat(said).first().asString().startsWith("measuring what calls cost");
        assertThat(forecast.profile().counts().of(CallKind.READ)).isBetween(100_000L, 100_010L);
        Prediction ebpf = forecast.predictions().get(0);
        assertThat(ebpf.unavailable()).isEmpty();
        assertThat(ebpf.misses()).isEmpty();
        // How large depends on what else the machine did during so short a calibration.
        assertThat(ebpf.overhead().value()).isFinite();
        assertThat(ebpf.partNanos().get(CallKind.READ)).isFinite().isNotZero();

        said.clear();
        predictor.predict(command, List.of("ebpf"), Double.NaN);
        assertThat(said).noneMatch(what -> what.startsWith("measuring what calls cost"));

        Verification verification = new Verifier(RunListener.SILENT, () -> false).verify(command, forecast, Duration.ofSeconds(5));
        assertThat(verification.rounds()).isGreaterThanOrEqualTo(Verifier.FEWEST_ROUNDS);
        Verification.Measured measured = verification.tracers().get(0);
        assertThat(measured.problem()).isEmpty();
        assertThat(measured.residual()).isEqualTo(measured.overhead().value() - ebpf.overhead().value());
        assertThat(ForecastText.of(forecast, verification)).contains("Measured in " + verification.rounds() + " rounds").contains("ebpf");
    }

    @Test
    void without_anything_that_counts_it_says_what_would() {
        OverheadPredictor predictor = new OverheadPredictor(folder, listener, () -> false, ROUNDS, List.of());

        assertThatThrownBy(() -> predictor.predict(Command.of("true"), List.of("ebpf"), 0.05))
                .isInstanceOf(RunFailure.class).hasMessageStartingWith("system calls cannot be counted here");
    }

    @Test
    void a_program_that_is_not_there_is_found_out_first() {
        assertThatThrownBy(() -> predictor().predict(Command.of("no-such-program"), List.of("ebpf"), 0.05))
                .hasMessageContaining("cannot start no-such-program");
        assertThat(said).isEmpty();
    }

    private OverheadPredictor predictor() {
        return new OverheadPredictor(folder.resolve("cache"), listener, () -> false, ROUNDS, List.of(EbpfCallCounter::new));
    }
}
