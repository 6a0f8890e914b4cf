package io.roarbench.tracer.external;

import io.roarbench.linux.ScratchFolder;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.linux.process.ProgramPath;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.CommandTrace;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.replay.TraceMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Any command as a tracer, from a template such as {@code strace -f -o {trace} {command}}: the word {@code {command}} stands for the traced
 * command's words, {@code {trace}} (anywhere in a word) for a file that the tracer writes. No shell: words are separated by spaces.
 */
public final class ExternalTracer implements Tracer {

    private static final String COMMAND = "{command}";
    private static final String TRACE = "{trace}";

    private final String name;
    private final List<String> template;
    private final TraceParser parser;
    private ProcessLauncher launcher;

    /**
     * @param name what reports call it
     * @param template see the class comment
     * @param parser how to read what it writes
     * @throws IllegalArgumentException if the template has no word {@code {command}}
     */
    public ExternalTracer(String name, String template, TraceParser parser) {
        this.name = name;
        this.template = List.of(template.strip().split("\\s+"));
        this.parser = parser;
        if (!this.template.contains(COMMAND)) {
            throw new IllegalArgumentException("the template of tracer " + name + " has no word {command}: " + template);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Check check() {
        String program = template.get(0);
        try {
            Path found = ProgramPath.find(program, System.getenv(), Path.of("").toAbsolutePath());
            return Check.of(name, List.of(Files.isExecutable(found) ? Check.Item.good("program", found.toString())
                    : Check.Item.missing("program", found + " can't be executed", "install " + program)));
        } catch (IOException e) {
            return Check.of(name, List.of(Check.Item.missing("program", e.getMessage(), "install " + program)));
        }
    }

    @Override
    public Trace trace(TraceRequest request) throws IOException {
        ScratchFolder scratch = ScratchFolder.temporary();
        Command command = request.command();
        TraceMeta meta = new TraceMeta(name, request.options().mode().name().toLowerCase(Locale.ROOT), "unknown",
                command.argv(), command.directory().toString(), request.options().includeSystemFiles());
        try {
            Command wrapped = command.withArgv(expand(command.argv(), ExternalRecording.output(scratch)));
            return new CommandTrace(launcher().start(wrapped), new ExternalRecording(scratch, parser, meta));
        } catch (IOException e) {
            scratch.close();
            throw e;
        }
    }

    private List<String> expand(List<String> argv, Path output) {
        List<String> words = new ArrayList<>();
        for (String word : template) {
            if (word.equals(COMMAND)) {
                words.addAll(argv);
            } else {
                words.add(word.replace(TRACE, output.toString()));
            }
        }
        return words;
    }

    private synchronized ProcessLauncher launcher() throws IOException {
        if (launcher == null) {
            launcher = ProcessLaunchers.open();
        }
        return launcher;
    }

    @Override
    public synchronized void close() {
        if (launcher != null) {
            launcher.close();
            launcher = null;
        }
    }
}
