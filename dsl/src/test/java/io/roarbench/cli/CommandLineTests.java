package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTests {

    private static final String TINY = """
            title 'Tiny'
            hashing('files') {
                file parameter('kilobytes', 10).KB
                variant('md5') { algorithm 'md5'; provider 'jdk' }
                variant('sha256') { algorithm 'sha256'; provider 'jdk' }
                rounds 7
                warmUp 2
            }
            section('Part') {
                table('times') {
                    columns 'Algorithm', 'Time', 'Overhead'
                    row('md5') { time 'files/md5'; text '-' }
                    row('sha256') { time 'files/sha256'; overhead 'files/sha256' }
                }
            }
            """;

    @TempDir
    private Path folder;

    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(stdout);
        System.setErr(stderr);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path scenario(String text) throws Exception {
        return Files.writeString(folder.resolve("tiny.groovy"), text);
    }

    @Test
    void run_measures_prints_and_writes() throws Exception {
        Path results = folder.resolve("out");

        int code = Main.run("run", scenario(TINY).toString(), "--out", results.toString());

        assertThat(code).as(err()).isZero();
        assertThat(out()).contains("Part").contains("sha256").contains("Setup: ");
        assertThat(results.toFile().list()).containsExactlyInAnyOrder("result.json", "page.md", "report.html");
        String page = Files.readString(results.resolve("page.md"));
        assertThat(page).startsWith("# Tiny").doesNotContain("n/a").contains("7 rounds");
    }

    @Test
    void rows_that_cannot_be_measured_say_why_and_the_others_are_measured() throws Exception {
        Path results = folder.resolve("out");
        Path file = scenario("""
                def broken = [missing: ['no-such-program'], failing: ['sh', '-c', 'echo oh no >&2; exit 3'], slow: ['sleep', '60']]
                broken.each { id, words ->
                    workload(id) { command(*words); timeout 50.milliseconds; rounds 3; warmUp 0 }
                }
                workload('good') { command 'true'; external 'no-such-tracer {command}'; rounds 3; warmUp 0 }
                section('S') { table('t') { columns 'x', 'time'
                    for (id in ['missing', 'failing', 'slow', 'good']) { row(id) { time "$id/baseline" } }
                    row('gone') { time 'good/no-such-tracer' }
                } }
                """.replace("command(*words)", "command(words as String[])"));

        assertThat(Main.run("run", file.toString(), "--out", results.toString())).as(err()).isEqualTo(1);

        assertThat(Files.readString(results.resolve("page.md"))).containsPattern("\\| good \\| [0-9.]+ .s ")
                .contains("cannot start no-such-program", "exit code 3 instead of 0: oh no", "timed out after 50 ms",
                        "cannot start no-such-tracer");
        assertThat(err().lines().filter(l -> l.contains("no-such-program"))).hasSize(1);
    }

    @Test
    void parts_that_cannot_run_here_can_be_allowed_but_not_parts_that_fail_or_all() throws Exception {
        String parts = """
                workload('one') { command ONE; rounds 3; warmUp 0 }
                workload('other') { command OTHER; rounds 3; warmUp 0 }
                section('S') { table('t') { columns 'x', 'time'
                    row('one') { time 'one/baseline' }
                    row('other') { time 'other/baseline' } } }
                """;
        String missing = scenario(parts.replace("ONE", "'true'").replace("OTHER", "'no-such-program'")).toString();
        String out = folder.resolve("out").toString();

        assertThat(Main.run("run", missing, "--out", out)).as(err()).isEqualTo(1);
        assertThat(Main.run("run", missing, "--out", out, "--allow-missing")).as(err()).isZero();
        assertThat(Main.run("rerun", out, "--out", out, "--allow-missing")).as(err()).isZero();
        String failing = scenario(parts.replace("ONE", "'true'").replace("OTHER", "'false'")).toString();
        assertThat(Main.run("run", failing, "--out", out, "--allow-missing")).as(err()).isEqualTo(1);
        String none = scenario(parts.replace("ONE", "'no-such'").replace("OTHER", "'no-such-program'")).toString();
        assertThat(Main.run("run", none, "--out", out, "--allow-missing")).as(err()).isEqualTo(1);
    }

    @Test
    void a_tracer_that_fails_each_time_is_a_failure_and_one_that_is_not_there_is_not() throws Exception {
        String scenario = """
                workload('w') { command 'true'; external 'tracer', 'TRACER {command}'; rounds 3; warmUp 0 }
                section('S') { table('t') { columns 'x', 'time', 'traced'; row('w') { time 'w/baseline'; time 'w/tracer' } } }
                """;
        String out = folder.resolve("out").toString();

        assertThat(Main.run("run", scenario(scenario.replace("TRACER", "no-such-tracer")).toString(), "--out", out)).isZero();
        assertThat(Main.run("run", scenario(scenario.replace("TRACER", "sh -c false")).toString(), "--out", out)).isEqualTo(1);

        assertThat(Files.readString(folder.resolve("out/page.md"))).containsPattern("\\| w \\| [0-9.]+ .s.* \\| n/a\\[\\^1\\] \\|")
                .contains("exit code 1 instead of 0");
    }

    @Test
    void render_gives_the_page_again_byte_for_byte() throws Exception {
        Path results = folder.resolve("out");
        Main.run("run", scenario(TINY).toString(), "--out", results.toString());
        out.reset();

        assertThat(Main.run("render", results.resolve("result.json").toString())).isZero();

        assertThat(out()).isEqualTo(Files.readString(results.resolve("page.md")));
    }

    @Test
    void rerun_measures_the_plan_of_a_result() throws Exception {
        Path results = folder.resolve("out");
        Main.run("run", scenario(TINY).toString(), "--out", results.toString());

        assertThat(Main.run("rerun", results.toString(), "--out", folder.resolve("again").toString())).isZero();

        assertThat(folder.resolve("again/result.json")).exists();
    }

    @Test
    void a_plan_as_json_runs_without_the_scenario() throws Exception {
        assertThat(Main.run("plan", scenario(TINY).toString(), "--json", "--set", "kilobytes=3")).isZero();
        Path plan = Files.writeString(folder.resolve("plan.json"), out());

        assertThat(Main.run("run", plan.toString(), "--out", folder.resolve("out").toString())).as(err()).isZero();

        assertThat(Files.readString(folder.resolve("out/result.json"))).contains("\"bytes\" : 3000");
    }

    @Test
    void plan_says_what_would_run_and_runs_nothing() throws Exception {
        assertThat(Main.run("plan", scenario(TINY).toString())).isZero();

        assertThat(out()).contains("files: 7 to 7 rounds").contains("md5 (baseline): hash md5 of a cached file of 10000 bytes");
        assertThat(folder.toFile().list()).containsExactly("tiny.groovy");
    }

    @Test
    void a_typo_is_one_line_with_the_place_and_exit_code_2() throws Exception {
        Path file = scenario(TINY.replace("rounds 7", "runds 7"));

        assertThat(Main.run("run", file.toString(), "--out", folder.resolve("out").toString())).isEqualTo(2);

        assertThat(err()).startsWith("roar-bench: tiny.groovy:6: unknown setting 'runds' in hashing; did you mean 'rounds'?");
        assertThat(err().lines()).hasSize(1);
        assertThat(out()).isEmpty();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void verbose_shows_the_stack_trace() throws Exception {
        assertThat(Main.run("plan", "--verbose", scenario("titel 'x'").toString())).isEqualTo(2);

        assertThat(err()).contains("\tat ");
    }

    @Test
    void a_missing_file_an_unknown_command_and_none_are_wrong_usage() {
        assertThat(Main.run("run", folder.resolve("none.groovy").toString())).isEqualTo(2);
        assertThat(err()).contains("there is no scenario file").contains("none.groovy");
        assertThat(Main.run("runn")).isEqualTo(2);
        assertThat(err()).contains("Did you mean");
        assertThat(Main.run()).isEqualTo(2);
        assertThat(Main.run("run")).isEqualTo(2);
        assertThat(err()).contains("say which scenario to run");
    }

    @Test
    void an_out_folder_that_cannot_be_is_found_out_before_measuring() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");

        assertThat(Main.run("run", scenario(TINY).toString(), "--out", inTheWay.toString())).isEqualTo(2);

        assertThat(err()).contains("--out: cannot write to the folder " + inTheWay + " (a file of this name is in the way)");
        assertThat(inTheWay).hasContent("");
    }

    @Test
    void too_little_space_fails_before_anything_is_made() throws Exception {
        Path file = scenario(TINY.replace("parameter('kilobytes', 10).KB", "8_000_000.GB"));

        assertThat(Main.run("run", file.toString(), "--out", folder.resolve("out").toString())).isEqualTo(1);

        assertThat(err().lines().toList()).last().asString().startsWith("roar-bench: no space in ");
        assertThat(folder.resolve("out/result.json")).doesNotExist();
    }

    @Test
    void what_is_no_result_cannot_be_rendered() throws Exception {
        Path file = Files.writeString(folder.resolve("x.json"), "[]");

        assertThat(Main.run("render", file.toString())).isEqualTo(2);
        assertThat(err()).contains("is no result");
    }

    @Test
    void compare_fails_only_where_something_is_worse_by_more_than_the_limit() throws Exception {
        Path results = folder.resolve("out");
        Main.run("run", scenario(TINY).toString(), "--out", results.toString());
        Path slower = folder.resolve("slower.json");
        Files.writeString(slower, Files.readString(results.resolve("result.json"))
                .replaceAll("\"nanos\"\\s*:\\s*(\\d+)", "\"nanos\": $1000"));

        assertThat(Main.run("compare", results.toString(), results.toString(), "--fail-above", "0")).as(err()).isZero();
        assertThat(out()).contains("3 of 3 figures agree within their 95 % intervals; 0 better, 0 worse");
        assertThat(Main.run("compare", results.toString(), slower.toString())).isZero();
        assertThat(Main.run("compare", results.toString(), slower.toString(), "--fail-above", "5")).isEqualTo(1);
        assertThat(out()).contains(": worse");
        assertThat(Main.run("compare", results.toString(), slower.toString(), "--fail-above", "-5")).isEqualTo(2);
        assertThat(Main.run("compare", results.toString(), folder.resolve("none.json").toString())).isEqualTo(2);
        assertThat(err()).contains("--fail-above is a number of percent").contains("there is no result file");
    }

    @Test
    void check_lists_what_works() {
        assertThat(Main.run("check")).isZero();

        assertThat(out()).contains("hash providers:").contains("sha256  jdk           ok").contains("tracers,");
    }

    @Test
    void every_command_has_help() {
        for (String command : new String[] {"run", "plan", "render", "rerun", "compare", "hash", "trace", "predict", "proxy", "check"}) {
            assertThat(Main.run(command, "--help")).as(command).isZero();
        }
        assertThat(Main.run("--help")).isZero();
        assertThat(out()).contains("Exit codes: 0 ok");
        assertThat(Main.run("--version")).isZero();
        assertThat(out()).contains("roar-bench 0.");
    }
}
