package io.roarbench.tracer.preload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.linux.NativeFiles;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.Fixtures;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.TracedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each function of libc through which a program reaches files is seen, and that without a symbol of the library's own standing in
 * its way: the audit that other preload tracers do over the symbols that they interpose.
 */
class SymbolsTests {

    @TempDir
    private Path temporary;

    @Test
    void each_of_libcs_functions_is_seen() throws Exception {
        assumeTrue(new PreloadTracer().check().ok(), "the preload tracer can't run here");
        Path program = Fixtures.program("symbols");
        Path folder = Files.createDirectories(temporary.resolve("w")).toRealPath();
        run(Command.of(program.toString(), "prepare").withDirectory(folder));
        Path errors = temporary.resolve("errors");
        Command command = Command.of(program.toString()).withDirectory(folder)
                .withStdio(Stdio.none(), Stdio.none(), Stdio.file(errors));
        try (PreloadTracer tracer = new PreloadTracer(); Trace trace = tracer.trace(TraceRequest.of(command))) {
            TraceReport report = trace.report();
            assertThat(report.exitCode()).as(Files.readString(errors)).isZero();
            assertThat(report.incomplete()).isEmpty();
            List<String> seen = new ArrayList<>();
            for (TracedFile file : report.files()) {
                Path path = Path.of(file.path());
                if (folder.equals(path.getParent())) {
                    String name = path.getFileName().toString();
                    seen.add(name);
                    assertThat(facts(file)).as(name).isEqualTo(expected(name));
                }
            }
            assertThat(seen).hasSizeGreaterThan(80).contains("r_fgets", "w_fputs", "w_dprintf", "w_system", "r_spawn",
                    "w_after_closefrom", "r_fexecve", "d_remove", "n_renameat2");
        }
    }

    private static String facts(TracedFile file) {
        boolean truncatedAlone = file.truncated() && !file.written();
        return (file.read() ? "read " : "") + (file.written() ? "written " : "") + (truncatedAlone ? "truncated " : "")
                + (file.deleted() ? "deleted " : "") + (file.renamedTo() != null ? "moved " : "")
                + (file.renamedFrom() != null ? "named" : "");
    }

    /** By the name's first letter, as symbols.c has it. */
    private static String expected(String name) {
        return switch (name.charAt(0)) {
            case 'r' -> "read ";
            case 'w' -> "written ";
            case 't' -> "truncated ";
            case 'd' -> "deleted ";
            case 'm' -> "moved ";
            case 'n' -> "named";
            default -> name.equals("o_creat") ? "truncated " : "";
        };
    }

    @Test
    void the_library_exports_no_symbol_that_could_shadow_a_programs() throws Exception {
        Path library = NativeFiles.find("libroarpreload.so").orElse(null);
        assumeTrue(library != null, "the library is not built: " + NativeFiles.status());
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/nm")), "nm is not installed");
        Path out = temporary.resolve("nm");
        run(Command.of("/usr/bin/nm", "-D", "--defined-only", library.toString())
                .withStdio(Stdio.none(), Stdio.file(out), Stdio.none()));
        assertThat(Files.readString(out)).isEmpty();
        run(Command.of("/usr/bin/nm", "-D", "--undefined-only", library.toString())
                .withStdio(Stdio.none(), Stdio.file(out), Stdio.none()));
        assertThat(Files.readAllLines(out).stream().map(line -> line.strip().split("[ @]+")[1]))
                .as("what it needs of libc: nothing that allocates, locks or does I/O")
                .isSubsetOf("dl_iterate_phdr", "__libc_single_threaded", "__cxa_finalize", "_ITM_deregisterTMCloneTable",
                        "_ITM_registerTMCloneTable", "__gmon_start__", "__cmsg_nxthdr");
    }

    private static void run(Command command) throws Exception {
        try (ProcessLauncher launcher = ProcessLaunchers.open()) {
            Execution execution = launcher.run(command);
            assertThat(execution.succeeded()).as(command.argv().toString()).isTrue();
        }
    }
}
