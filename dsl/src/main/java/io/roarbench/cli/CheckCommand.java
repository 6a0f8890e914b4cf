package io.roarbench.cli;

import io.roarbench.environment.EnvironmentReader;
import io.roarbench.environment.SetupLines;
import io.roarbench.hash.ProviderStatus;
import io.roarbench.hash.Providers;
import io.roarbench.linux.NativeFiles;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.select.Tracers;
import java.io.PrintStream;
import java.nio.file.Path;
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
        return 0;
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
