package io.roarbench.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line, {@code roar-bench}. */
public final class Main {

    private Main() {
    }

    public static void main(String[] args) {
        // picocli would load Groovy, which is on the class path for scenarios, to look for closures in annotations.
        System.setProperty("picocli.disable.closures", "true");
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        TemporaryFiles.settle(System.err);
        int code = run(args);
        // A full disk or a reader that has gone: PrintStream keeps that to itself.
        if (System.out.checkError()) {
            System.err.println("roar-bench: not everything could be written to standard output");
            code = Math.max(code, Failures.FAILED);
        }
        System.exit(code);
    }

    /** Pages, plans and JSON are UTF-8 also where the locale is not: in the C locale the JVM would print ? for ±. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
    }

    /** Runs one command and returns its exit code: 0 ok, 1 something failed, 2 wrong usage or scenario, 130 interrupted. */
    static int run(String... args) {
        Optional<HashArguments> plain = HashArguments.plain(List.of(args));
        return plain.isPresent() ? hash(plain.get()) : parse(args);
    }

    /** Without picocli, which takes longer to start than hashing a small file. */
    private static int hash(HashArguments arguments) {
        try {
            return new HashCommand(arguments).call();
        } catch (RuntimeException e) {
            return Failures.report(e, new PrintWriter(System.err, true), false);
        }
    }

    private static int parse(String... args) {
        CommandLine root = new CommandLine(new Root());
        Map<String, Supplier<Object>> commands = commands();
        boolean one = args.length > 0 && commands.containsKey(args[0]);
        // Describing all commands to picocli takes longer than hashing a small file does.
        commands.forEach((name, command) -> {
            if (!one || name.equals(args[0])) {
                root.addSubcommand(name, command.get());
                // What follows a command's name is the command's, also what looks like our options.
                root.getSubcommands().get(name).setStopAtPositional(name.equals("trace") || name.equals("predict"));
            }
        });
        root.setExecutionExceptionHandler(new Failures());
        root.setParameterExceptionHandler(Failures::usage);
        root.setUsageHelpAutoWidth(true);
        return root.execute(args);
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("render", RenderCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("rerun", RerunCommand::new);
        commands.put("hash", HashCommand::new);
        commands.put("trace", TraceCommand::new);
        commands.put("predict", PredictCommand::new);
        commands.put("proxy", ProxyCommand::new);
        commands.put("check", CheckCommand::new);
        return commands;
    }

    @Command(name = "roar-bench", mixinStandardHelpOptions = true, versionProvider = VersionProvider.class,
            synopsisSubcommandLabel = "COMMAND",
            description = "Measures what provenance tracking costs: tracers, an S3 proxy, content hashes.",
            footer = {"", "Exit codes: 0 ok, 1 a measurement or command failed, 2 wrong usage or scenario, 130 interrupted.",
                "'roar-bench COMMAND --help' tells more."})
    private static final class Root implements Runnable {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(spec.commandLine(), "say which command");
        }
    }

    /** Reads the version only where it is asked for. */
    static final class VersionProvider implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"roar-bench " + io.roarbench.run.Version.current()};
        }
    }
}
