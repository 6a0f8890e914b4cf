package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the command line refuses before anything runs; OverheadPredictorTests has the rest. */
class PredictCommandTests {

    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(stderr);
    }

    @Test
    void without_a_command_there_is_nothing_to_predict() {
        assertThat(Main.run("predict", "--budget", "5")).isEqualTo(2);

        assertThat(err()).isEqualTo("roar-bench: say which command to predict, e.g. roar-bench predict -- python3 train.py\n");
    }

    @Test
    void a_budget_is_a_number_of_percent() {
        assertThat(Main.run("predict", "--budget", "-1", "--", "true")).isEqualTo(2);
        assertThat(Main.run("predict", "--budget", "much", "--", "true")).isEqualTo(2);

        assertThat(err()).contains("--budget is a number of percent, 0 or more, not -1.0").contains("'much'");
    }

    @Test
    void an_unknown_tracer_is_named_with_those_that_there_are() {
        assertThat(Main.run("predict", "--tracer", "dtrace", "--", "true")).isEqualTo(2);

        assertThat(err()).contains("unknown tracer 'dtrace'; there are ebpf, preload, ptrace");
    }

    @Test
    void a_program_that_is_not_there_fails_before_anything_is_measured() {
        assertThat(Main.run("predict", "--", "no-such-program", "--budget")).isEqualTo(1);

        assertThat(err()).contains("cannot start no-such-program").doesNotContain("measuring");
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
