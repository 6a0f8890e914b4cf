package io.roarbench.cli;

import io.roarbench.environment.EnvironmentReader;
import io.roarbench.environment.SetupLines;
import io.roarbench.hash.ProviderStatus;
import io.roarbench.hash.Providers;
import io.roarbench.linux.NativeFiles;
import io.roarbench.linux.process.ProgramPath;
import io.roarbench.proxy.IssuedCredentials;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.select.Tracers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "check", description = "Says what works on this machine, and how to enable the rest.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    private final PrintStream out = System.out;

    @Override
    public Integer call() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        out.println("machine: " + SetupLines.machine(
                EnvironmentReader.ofThisMachine().read(Map.of("temporary files", temporary), Map.of())));
        out.println("native parts: " + NativeFiles.status());
        out.println();
        out.println("hash providers:");
        Providers.check(Providers.all()).forEach(this::provider);
        out.println();
        out.println("tracers, in the order in which 'auto' takes them:");
        Tracers tracers = new Tracers();
        tracers.names().forEach(name -> tracer(tracers, name));
        out.println();
        out.println("S3:");
        out.printf("  %-8s %s%n", "embedded", embeddedOrigin());
        out.printf("  %-8s %s%n", "others", "with --set endpoint=URL, and credentials where AWS SDKs look for them");
        out.println();
        out.println("programs that the shipped scenarios measure:");
        List.of("cat", "dd", "python3").forEach(this::program);
        return 0;
    }

    private static String embeddedOrigin() {
        try (EmbeddedS3 origin = EmbeddedS3.start(EmbeddedS3.Options.of(IssuedCredentials.issue()))) {
            return "ok: in memory, listens on " + origin.endpoint().getHost();
        } catch (IOException e) {
            return "no: " + e.getMessage();
        }
    }

    private void program(String name) {
        String found;
        try {
            found = "ok: " + ProgramPath.find(name, System.getenv(), Path.of("").toAbsolutePath());
        } catch (IOException e) {
            found = "no: " + e.getMessage();
        }
        out.printf("  %-8s %s%n", name, found);
    }

    private void tracer(Tracers tracers, String name) {
        try (Tracer tracer = tracers.open(name).orElseThrow()) {
            Check check = tracer.check();
            out.printf("  %-8s %s%n", name, (check.ok() ? "" : "no: ") + check.summary());
        }
    }

    private void provider(ProviderStatus status) {
        out.printf("  %-7s %-13s %s%n", status.algorithm(), status.provider(), status.availability().available()
                ? "ok: " + status.description()
                : "no: " + status.availability().reason());
    }
}
