package io.roarbench.tracer.preload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.TracedFile;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.ebpf.EbpfTracer;
import io.roarbench.tracer.external.ExternalTracer;
import io.roarbench.tracer.external.Parsers;
import io.roarbench.tracer.ptrace.PtraceTracer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On programs that nobody wrote for it, each backend says what ptrace, which sees each system call, says; and that, what strace says. */
class RealProgramsTests {

    /** Names that a program draws at random. */
    private static final String RANDOM = "(cc|tmp_obj_|tmp_pack_|tmp_idx_|sort|tmp\\.|sh-thd\\.|hsperfdata_)[A-Za-z0-9_]+|\\.java_pid.*|(?<=/\\.git/)t[A-Za-z0-9]{6}$";

    @TempDir
    private Path temporary;

    private static final List<String> PROGRAMS = List.of(
            "tar     :: mkdir t && cp /etc/passwd t && ln -s passwd t/l && tar czf x.tgz t && rm -r t && tar xzf x.tgz",
            "make    :: printf 'int f(void){return 0;}' > f.c; printf 'int f(void); int main(void){return f();}' > m.c;"
                    + " printf 'p: f.o m.o\\n\\tgcc -o p f.o m.o\\n' > Makefile; make -s -j2 && ./p",
            "git     :: git init -q r && cd r && echo x > x && git add x && git -c user.name=n -c user.email=e commit -q -m m"
                    + " && cd .. && git clone -q r s && cat s/x",
            "python3 :: python3 -B -c 'import json, subprocess; open(\"o\", \"w\").write(\"x\");"
                    + " print(subprocess.run([\"cat\", \"o\"], capture_output=True).stdout)'",
            "sqlite3 :: sqlite3 d 'pragma journal_mode=wal; create table t(a); insert into t values (1); select * from t;'",
            "java    :: java -XX:+UseSerialGC -XX:-UsePerfData -version",
            "bash    :: bash -c 'for i in 1 2 3; do echo $i; done > b; while read l; do echo $l$l; done < b | sort -r | tee c;"
                    + " cat <<< here >> b; x=$(< b); exec 5> d; echo $x >&5; exec 5>&-'",
            "perl    :: perl -e 'open(F, \">\", \"p\"); print F \"x\"; close F; print `cat p`'");

    static Stream<Arguments> programs() {
        return PROGRAMS.stream().map(line -> line.split(" *:: ")).map(words -> Arguments.of(words[0], words[1]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void preload_and_ptrace_agree(String program, String script) throws Exception {
        assumeTrue(isInstalled(program), program + " is not installed");
        TraceReport preload = run(new PreloadTracer(), script, "preload");
        TraceReport ptrace = run(new PtraceTracer(), script, "ptrace");
        assertThat(preload.incomplete()).as("what preload could not see").isEmpty();
        assertThat(preload.exitCode()).isZero();
        assertThat(preload.processes()).as("processes").hasSameSizeAs(ptrace.processes());
        assertThat(difference(files(preload), files(ptrace))).as("files: preload, ptrace").isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void ptrace_and_strace_see_the_same_files(String program, String script) throws Exception {
        assumeTrue(isInstalled(program), program + " is not installed");
        assumeTrue(isInstalled("strace"), "strace is not installed");
        TraceReport ptrace = run(new PtraceTracer(), script, "ptrace");
        TraceReport strace = run(new ExternalTracer("strace", "strace -f -y -s 4096 -o {trace} {command}",
                Parsers.named("strace").orElseThrow()), script, "strace");
        assertThat(difference(contents(ptrace), contents(strace))).as("files: ptrace, strace").isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void ebpf_and_ptrace_see_the_same_files(String program, String script) throws Exception {
        assumeTrue(isInstalled(program), program + " is not installed");
        TraceReport ebpf = run(new EbpfTracer(), script, "ebpf");
        TraceReport ptrace = run(new PtraceTracer(), script, "ptrace");
        assertThat(ebpf.processes()).as("processes").hasSameSizeAs(ptrace.processes());
        assertThat(difference(contents(ebpf), contents(ptrace))).as("files: ebpf, ptrace").isEmpty();
    }

    /** Without what the arguments of a call don't tell: whether an open made the file, and whether it led through a link that is gone. */
    private Map<String, String> contents(TraceReport report) {
        Map<String, String> all = files(report);
        all.replaceAll((name, facts) -> facts.replaceAll(" ?\\b(opened|created)\\b", "").strip());
        return all;
    }

    private static boolean isInstalled(String program) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private TraceReport run(Tracer tracer, String script, String backend) throws Exception {
        try (tracer) {
            Check check = tracer.check();
            assumeTrue(check.ok(), () -> backend + " can't run here: " + check.summary());
            Path folder = Files.createDirectories(temporary.resolve(backend).resolve("w"));
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.put("HOME", folder.toString());
            environment.put("LC_ALL", "C");
            environment.put("GIT_CONFIG_NOSYSTEM", "1");
            // A commit's name, and so its file's, depends on when it was made.
            environment.put("GIT_AUTHOR_DATE", "2000-01-01T00:00:00Z");
            environment.put("GIT_COMMITTER_DATE", "2000-01-01T00:00:00Z");
            Command command = Command.of("sh", "-c", script).withDirectory(folder).withEnvironment(environment)
                    .withStdio(Stdio.none(), Stdio.none(), Stdio.file(temporary.resolve(backend + ".err")))
                    .withTimeout(Duration.ofSeconds(60), Duration.ofSeconds(1));
            try (Trace trace = tracer.trace(TraceRequest.of(command))) {
                TraceReport report = trace.report();
                assertThat(report.exitCode()).as(Files.readString(temporary.resolve(backend + ".err"))).isZero();
                return report;
            }
        }
    }

    private Map<String, String> files(TraceReport report) {
        Map<String, String> all = new TreeMap<>();
        for (TracedFile file : report.files()) {
            String name = file.path().replace(temporary.resolve(report.backend()).toString(), "W").replaceAll(RANDOM, "$1*");
            all.merge(name, facts(file), (a, b) -> a.equals(b) ? a : a + " & " + b);
        }
        return all;
    }

    private static List<String> difference(Map<String, String> one, Map<String, String> other) {
        Set<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        return names.stream().filter(name -> !Objects.equals(one.get(name), other.get(name)))
                .map(name -> name + ": " + one.get(name) + ", " + other.get(name)).toList();
    }

    private static String facts(TracedFile file) {
        StringBuilder facts = new StringBuilder();
        add(facts, file.opened(), "opened");
        add(facts, file.read(), "read");
        add(facts, file.written(), "written");
        add(facts, file.created(), "created");
        add(facts, file.truncated(), "truncated");
        add(facts, file.deleted(), "deleted");
        add(facts, file.executed(), "executed");
        add(facts, file.renamedFrom() != null, "renamedFrom");
        add(facts, file.renamedTo() != null, "renamedTo");
        return facts.toString();
    }

    private static void add(StringBuilder facts, boolean is, String name) {
        if (is) {
            facts.append(facts.isEmpty() ? "" : " ").append(name);
        }
    }
}
