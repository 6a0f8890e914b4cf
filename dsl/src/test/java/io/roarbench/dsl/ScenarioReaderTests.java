package io.roarbench.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.plan.Cell;
import io.roarbench.plan.CommandTrial;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.HashTrial;
import io.roarbench.plan.Plan;
import io.roarbench.plan.SeriesId;
import io.roarbench.plan.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTests {

    private static Plan read(String text) throws ScenarioException {
        return ScenarioReader.read("s.groovy", text, Settings.quick());
    }

    private static final String SCENARIO = """
            title 'Small'
            def words = parameter('words', 'a,b')
            hashing('files') {
                file 10.MB
                pageCache 'cold'
                for (word in words.split(',')) {
                    variant(word) {
                        algorithm 'md5'
                        threads 2
                    }
                }
                rounds 3..9
                precision 5.percent
                budget 1.5.seconds
            }
            section('Part') {
                intro 'Words.'
                table('t') {
                    columns 'a', 'b', 'c'
                    row('x') {
                        time 'files/a'
                        overhead 'files/b'
                    }
                }
            }
            """;

    @Test
    void a_scenario_becomes_a_plan() throws ScenarioException {
        Plan plan = read(SCENARIO);

        assertThat(plan.title()).isEqualTo("Small");
        assertThat(plan.profile()).isEqualTo("quick");
        assertThat(plan.parameters()).containsExactly(Map.entry("words", "a,b"));
        Experiment files = plan.experiments().get(0);
        assertThat(files.variants()).extracting("name").containsExactly("a", "b", "control");
        assertThat(files.baseline().trial()).isInstanceOfSatisfying(HashTrial.class, t -> {
            assertThat(t.algorithm()).isEqualTo("md5");
            assertThat(t.threads()).isEqualTo(2);
            assertThat(t.file().bytes()).isEqualTo(10_000_000);
        });
        assertThat(files.policy().minRounds()).isEqualTo(3);
        assertThat(files.policy().precision()).isEqualTo(0.05);
        assertThat(files.policy().budget()).isEqualTo(Duration.ofMillis(1500));
        assertThat(plan.sections().get(0).tables().get(0).rows().get(0).cells()).containsExactly(
                new Cell.Time(SeriesId.parse("files/a")),
                new Cell.Overhead(SeriesId.parse("files/b"), SeriesId.parse("files/a"), false, true));
    }

    @Test
    void parameters_can_be_set() throws ScenarioException {
        Plan plan = ScenarioReader.read("s.groovy", SCENARIO, new Settings("quick", Map.of("words", "a,b,c")));

        assertThat(plan.experiments().get(0).variants()).hasSize(4);
        assertThat(plan.parameters()).containsEntry("words", "a,b,c");
    }

    @Test
    void a_parameter_that_the_scenario_has_not_is_an_error() {
        assertThatThrownBy(() -> ScenarioReader.read("s.groovy", SCENARIO, new Settings("quick", Map.of("wrds", "x"))))
                .isInstanceOf(ScenarioException.class)
                .hasMessage("s.groovy: there is no parameter 'wrds'; did you mean 'words'? (there are words)");
    }

    @Test
    void the_same_text_gives_the_same_plan() throws ScenarioException {
        assertThat(read(SCENARIO)).isEqualTo(read(SCENARIO));
    }

    @Test
    void helper_methods_of_the_script_work_inside_blocks() throws ScenarioException {
        Plan plan = read("""
                int twice(int n) { 2 * n }
                hashing('h') {
                    file 1.MB
                    variant('v') { algorithm 'md5'; threads twice(2) }
                }
                """);

        assertThat(((HashTrial) plan.experiments().get(0).baseline().trial()).threads()).isEqualTo(4);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hashing('a') { ⏎ fil 1.MB }                               | s.groovy:2: unknown setting 'fil' in hashing; did you mean 'file'?
            hashing('a') { file 1.MB ⏎ variant('b') { ⏎ tread 2 } }   | s.groovy:3: unknown setting 'tread' in variant; did you mean 'threads'?
            hashng('a') { }                                           | s.groovy:1: unknown setting 'hashng' in a scenario; did you mean 'hashing'?
            ⏎ hashing('a') { rounds '3' }                             | s.groovy:2: 'rounds' in hashing does not take (String); it takes (IntRange) or (int)
            hashing('a') { file 1.MBB }                               | s.groovy:1: unknown unit 'MBB'; did you mean 'MB'?
            hashing('a') { ⏎ file (-1.MB) }                           | s.groovy:2: a size is at least 0 bytes, not -1 MB
            hashing('a') { ⏎ turns 0 }                                   | s.groovy:2: an experiment is measured in at least 1 turn, not 0
            hashing('a') { ⏎ file -1.MB }                             | s.groovy:2: 'file' is a setting, not a value
            hashing('a') { file 1.MB ⏎ variant('v') { ⏎ algorithm 'sha-1' } } | s.groovy:3: unknown algorithm 'sha-1'
            hashing('a') { file 1.MB ⏎ variant('v') { ⏎ algorithm 'blake4' } } | s.groovy:3: unknown algorithm 'blake4'; did you mean 'blake3'?
            hashing('a') { ⏎ title 'x' }                              | s.groovy:2: 'title' belongs at the top level, not inside hashing 'a'
            hashing('a') { file 1.MB ⏎ variant('v') { algorithm 'md5' ⏎ file 2.MB } } | s.groovy:3: 'file' belongs inside hashing 'a', not inside variant 'v'
            hashing('a') { ⏎ variant('v') { algorithm 'md5' } }       | s.groovy:2: say what is hashed before this
            ⏎ hashing('a') { }                                        | s.groovy:2: the experiment 'a' has nothing to measure
            section('s') { table('t') { columns 'a', 'b' ⏎ row('r') { ⏎ time 'x/y' } } } | s.groovy:3: nothing above measures 'x/y'
            section('s') { table('t') { columns 'a', 'b' ⏎ row('r') { } } } | s.groovy:2: the row 'r' has 0 cells; the columns call for 1
            title 'x' ⏎ hashing('a') {                                | s.groovy:2: does not parse
            ⏎ @Grab('a:b:1') import java.util.List                    | s.groovy:2: @Grab is refused
            @groovy.transform.ASTTest(value = { assert false }) ⏎ int x = 1 | s.groovy:1: @ASTTest is refused
            workload('w') { command 'a' ⏎ tracers 'ebfp' }            | s.groovy:2: unknown tracer 'ebfp'; did you mean 'ebpf'?
            workload('w') { command 'a' ⏎ tracers 'ptrace smae' }     | s.groovy:2: unknown tracer 'ptrace smae'; did you mean 'ptrace same'?
            workload('w') { command 'a' ⏎ external 'x', 'strace' }    | s.groovy:2: the template 'strace' has no word {command}
            ⏎ workload('w') { timeout 2.seconds }                     | s.groovy:2: say what to run, e.g. command 'git', 'status'
            workload('w') { command 'a' ⏎ expectExit 256 }            | s.groovy:1: an exit code is 0 to 255, not 256
            byProfile(slow: 1, fast: 2)                               | s.groovy:1: this scenario has no profile 'quick'; it has slow, fast
            def file = 'x' ⏎ hashing('a') { ⏎ file 1.MB }             | s.groovy:3: the variable 'file' hides the setting of that name
            title('x') ⏎ throw new RuntimeException('oops')           | s.groovy:2: RuntimeException: oops
            hashing('a') { ⏎ budget 20 }                              | s.groovy:2: 'budget' in hashing does not take (int); it takes (Duration); a time has a unit, e.g. 20.seconds
            hashing('a') { ⏎ file 20 }                                | s.groovy:2: 'file' in hashing does not take (int); it takes (Size) or (Size, String); a size has a unit, e.g. 16.MB
            hashing('a') { ⏎ precision 2 }                            | s.groovy:2: 'precision' in hashing does not take (int); it takes (Share); a share has a unit, e.g. 2.percent
            hashing 'a'                                               | s.groovy:1: 'hashing' in a scenario does not take (String); it takes (String, Closure); it has a block, e.g. hashing { … }
            include 'missing.groovy'                                  | s.groovy:1: there is no scenario file missing.groovy
            """)
    void errors_name_the_line_and_what_to_do(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("⏎", "\n")))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void a_file_includes_others_relative_to_itself(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("more"));
        Files.writeString(folder.resolve("more/part.groovy"), """
                title 'Part'
                hashing('h') { file 1.MB; variant('v') { algorithm 'md5' } }
                """);
        Path whole = Files.writeString(folder.resolve("whole.groovy"), "title 'Whole'\ninclude 'more/part.groovy'\n");

        Plan plan = ScenarioReader.read(whole, Settings.quick());

        assertThat(plan.title()).isEqualTo("Whole");
        assertThat(plan.experiments()).hasSize(1);
    }

    @Test
    void a_pack_on_the_class_path_includes_and_names_files_relative_to_itself() throws Exception {
        Plan plan = ScenarioReader.read(Path.of("pack/whole.groovy"), Settings.quick());

        assertThat(plan.title()).isEqualTo("A pack");
        CommandTrial trial = (CommandTrial) plan.experiments().get(0).variants().get(0).trial();
        Path script = Path.of(trial.command().get(1));
        assertThat(script).isAbsolute();
        assertThat(script.getFileName().toString()).endsWith("-say.sh");
        assertThat(Files.readString(script)).isEqualTo("echo packed\n");
    }

    @Test
    void a_file_may_include_a_scenario_of_a_pack_on_the_class_path(@TempDir Path folder) throws Exception {
        Path mine = Files.writeString(folder.resolve("mine.groovy"), "title 'Mine'\ninclude 'pack/part/part.groovy'\n");
        assertThat(ScenarioReader.read(mine, Settings.quick()).experiments()).hasSize(1);
    }

    @Test
    void an_error_in_an_included_file_names_that_file(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("part.groovy"), "\nhashing('h') { fil 1.MB }\n");
        Path whole = Files.writeString(folder.resolve("whole.groovy"), "include 'part.groovy'\n");

        assertThatThrownBy(() -> ScenarioReader.read(whole, Settings.quick())).hasMessageStartingWith("part.groovy:2: ");
    }

    @Test
    void a_file_that_includes_itself_is_an_error(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("me.groovy"), "include 'me.groovy'\n");

        assertThatThrownBy(() -> ScenarioReader.read(file, Settings.quick()))
                .hasMessage("me.groovy:1: 'me.groovy' includes itself");
    }

    @ParameterizedTest
    @CsvSource({"quick", "full"})
    void the_shipped_matrix_of_system_calls_reads(String profile) throws Exception {
        Plan plan = ScenarioReader.read(Path.of("scenarios/syscalls.groovy"), new Settings(profile, Map.of()));

        assertThat(plan.tables()).singleElement().satisfies(t -> assertThat(t.rows()).hasSize(9));
        assertThat(plan.experiments()).hasSize(18);
        assertThat(plan.experiments().get(0).variants()).extracting("name")
                .startsWith("baseline ×0").contains("ebpf ×40000", "beside: ebpf ×20000");
    }

    @ParameterizedTest
    @CsvSource({"quick", "full"})
    void the_shipped_scenario_of_tracers_reads_with_and_without_its_optional_tables(String profile) throws Exception {
        Path file = Path.of("scenarios/tracers.groovy");

        Plan page = ScenarioReader.read(file, new Settings(profile, Map.of()));
        Plan more = ScenarioReader.read(file, new Settings(profile, Map.of("coverage", "yes", "resources", "yes")));

        Plan real = ScenarioReader.read(file, new Settings(profile, Map.of("data", "digits")));

        CommandTrial train = (CommandTrial) real.experiments().get(2).baseline().trial();
        assertThat(train.command()).containsSequence("--data", Path.of("digits").toAbsolutePath().toString());
        assertThat(train.describe()).containsSequence("--data", Path.of("digits").toAbsolutePath().toString());
        assertThat(page.tables()).extracting("id").containsExactly("workloads", "per-syscall");
        assertThat(more.tables()).extracting("id").containsExactly("workloads", "per-syscall", "coverage", "resources");
        assertThat(more.experiments()).hasSize(page.experiments().size() + 3);

        Plan onOneCpu = ScenarioReader.read(file, new Settings(profile, Map.of("ptrace", "same", "coverage", "yes")));

        assertThat(onOneCpu.experiments().get(0).variants()).extracting("name").contains("ptrace same").doesNotContain("ptrace");
    }

    @Test
    void the_shipped_scenario_of_known_costs_reads() throws Exception {
        Plan plan = ScenarioReader.read(Path.of("scenarios/truth.groovy"), new Settings("quick", Map.of("tries", "2")));

        assertThat(plan.experiments()).hasSize(6);
        assertThat(plan.tables().get(0).rows().get(1).cells()).contains(
                new Cell.Known(SeriesId.parse("burn 2/14 ms"), SeriesId.parse("burn 2/12 ms"), 2_000_000));
    }

    private static final String SWEEP = """
            def counts = sweep('threads', [1, 2, 4]) { n ->
                workload("tok $n") { command 'tok', '--threads', "$n" }
            }
            section('S') {
                table('t') {
                    columns 'Threads', 'Time'
                    for (n in counts) {
                        row("$n") { time "tok $n/baseline" }
                    }
                }
            }
            """;

    @Test
    void a_sweep_declares_its_closure_once_for_each_number() throws ScenarioException {
        assertThat(read(SWEEP).experiments()).extracting("id").containsExactly("tok 1", "tok 2", "tok 4");

        Plan other = ScenarioReader.read("s.groovy", SWEEP, new Settings("quick", Map.of("threads", "8, 16")));

        assertThat(other.experiments()).extracting("id").containsExactly("tok 8", "tok 16");
        assertThat(other.tables().get(0).rows()).hasSize(2);
        assertThatThrownBy(() -> ScenarioReader.read("s.groovy", SWEEP, new Settings("quick", Map.of("threads", "many"))))
                .hasMessageContaining("the parameter 'threads' is whole numbers with commas between them, not 'many'");
    }

    @Test
    void a_sweep_goes_over_texts_too() throws ScenarioException {
        String text = """
                def tools = sweep('tool', ['gzip', 'xz']) { tool -> workload("$tool file") { command tool, 'file' } }
                """;

        assertThat(read(text).experiments()).extracting("id").containsExactly("gzip file", "xz file");
        assertThat(ScenarioReader.read("s.groovy", text, new Settings("quick", Map.of("tool", "zstd"))).experiments())
                .extracting("id").containsExactly("zstd file");
        assertThatThrownBy(() -> read("sweep('size', [1.MB]) { s -> title 'x' }"))
                .hasMessageContaining("sweep 'size' goes over whole numbers, or over texts");
    }

    @Test
    void an_external_tracer_is_named_after_its_program_or_as_said() throws ScenarioException {
        Experiment one = read("workload('w') { command 'true'; external '/usr/bin/strace -f -o {trace} {command}' }")
                .experiments().get(0);

        assertThat(one.variants()).extracting("name").containsExactly("baseline", "strace", "control");
        assertThatThrownBy(() -> read("workload('w') { command 'true'\nexternal 'strace -f' }"))
                .hasMessage("s.groovy:2: the template 'strace -f' has no word {command}, so it would not run it");
    }

    @Test
    void everything_a_workload_can_say() throws ScenarioException {
        Plan plan = read("""
                workload('tokenise') {
                    prepare { command 'cp', '/etc/hostname', 'text' }
                    command 'python3', 'tok.py'
                    env A: '1', B: 2
                    cwd '/tmp'
                    output 'log'
                    timeout 2.minutes
                    expectExit 3
                    cleanup { command 'true'; command 'false' }
                    describe 'python3', '--version'
                    tracers 'ebpf', 'ptrace'
                    external 'strace', 'strace -f -o {trace} {command}'
                    beside 'ebpf'
                }
                """);

        Experiment tokenise = plan.experiments().get(0);
        assertThat(tokenise.variants()).extracting("name")
                .containsExactly("baseline", "ebpf", "ptrace", "strace", "beside: ebpf", "control");
        CommandTrial trial = (CommandTrial) tokenise.baseline().trial();
        assertThat(trial).isEqualTo(new CommandTrial(List.of("python3", "tok.py"), Map.of("A", "1", "B", "2"), "/tmp",
                List.of(List.of("cp", "/etc/hostname", "text")), List.of(List.of("true"), List.of("false")),
                List.of("python3", "--version"), "log", Duration.ofMinutes(2), 3, "none"));
        assertThat(tokenise.variants().get(3).trial()).isEqualTo(trial.under("external: strace -f -o {trace} {command}"));
    }

    @ParameterizedTest
    @CsvSource({"quick", "full"})
    void the_shipped_scenario_of_hashes_reads(String profile) throws Exception {
        Plan plan = ScenarioReader.read(Path.of("scenarios/hashes.groovy"), new Settings(profile, Map.of()));

        assertThat(plan.tables()).extracting("id").containsExactly("throughput", "wall-clock", "reading");
        assertThat(plan.experiments()).allSatisfy(e -> assertThat(e.control()).isEqualTo("control"));
    }

    @Test
    void the_matrix_of_hashes_asks_for_each_provider_level_and_way_of_reading() throws Exception {
        Plan plan = ScenarioReader.read(Path.of("scenarios/hashes.groovy"), new Settings("quick", Map.of("matrix", "yes")));

        assertThat(plan.tables()).extracting("id").containsExactly("throughput", "wall-clock", "reading", "matrix");
        assertThat(plan.experiments().stream().flatMap(e -> e.variants().stream()).map(Variant::trial))
                .filteredOn(t -> t instanceof HashTrial h && h.level().equals("avx2") && h.io().equals("mmap"))
                .extracting(t -> ((HashTrial) t).threads()).containsExactly(1, 0);
    }

    @Test
    void only_the_native_provider_has_levels() {
        assertThatThrownBy(() -> read("""
                hashing('h') {
                    file 1.MB
                    variant('v') { algorithm 'blake3'; provider 'vector'; level 'avx2' }
                }
                """)).hasMessageContaining("only provider 'native' has levels");
    }
}
