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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On programs that nobody wrote for it, preload says what ptrace, which sees each system call, says. */
class RealProgramsTests {

    /** Names that a program draws at random. */
    private static final String RANDOM = "(cc|tmp_obj_|tmp_pack_|tmp_idx_|sort|tmp\\.|sh-thd\\.|hsperfdata_)[A-Za-z0-9_]+|\\.java_pid.*|(?<=/\\.git/)t[A-Za-z0-9]{6}$";

    @TempDir
    private Path temporary;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = "::", value = {
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
        "perl    :: perl -e 'open(F, \">\", \"p\"); print F \"x\"; close F; print `cat p`'",
    })
    void preload_and_ptrace_agree(String program, String script) throws Exception {
        assumeTrue(isInstalled(program), program + " is not installed");
        TraceReport preload = run(new PreloadTracer(), script, "preload");
        TraceReport ptrace = run(new PtraceTracer(), script, "ptrace");
        assertThat(preload.incomplete()).as("what preload could not see").isEmpty();
        assertThat(preload.exitCode()).isZero();
        assertThat(preload.processes()).as("processes").hasSameSizeAs(ptrace.processes());
        assertThat(difference(files(preload), files(ptrace))).as("files: preload, ptrace").isEmpty();
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

    private static List<String> difference(Map<String, String> preload, Map<String, String> ptrace) {
        Set<String> names = new TreeSet<>(preload.keySet());
        names.addAll(ptrace.keySet());
        return names.stream().filter(name -> !Objects.equals(preload.get(name), ptrace.get(name)))
                .map(name -> name + ": " + preload.get(name) + ", " + ptrace.get(name)).toList();
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
