package io.roarbench.s3.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM with our own class path. It is told its settings on standard input, so that no secret stands in its command
 * line or environment, answers requests a line each, and ends when its standard input does: when it is closed here, and when
 * this process dies in whatever way.
 */
final class ChildJvm implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 5;

    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    private ChildJvm(Process process) {
        this.process = process;
        this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a JVM and waits until it says that it is ready.
     *
     * @param options  of the JVM
     * @param settings texts by name; written and read as {@link Properties}
     */
    static ChildJvm start(Class<?> main, List<String> options, Properties settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        ChildJvm child = new ChildJvm(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
        try {
            settings.store(child.in, null);
            child.in.write(Requests.END_OF_SETTINGS + "\n");
            child.in.flush();
            return child;
        } catch (IOException e) {
            child.close();
            throw new IOException("cannot start a JVM for " + main.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** The next line that it says. */
    synchronized String answer() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the process " + process.pid() + " ended unexpectedly; what it said stands above");
        }
        return line;
    }

    synchronized String ask(String request) throws IOException {
        in.write(request + "\n");
        in.flush();
        return answer();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            in.close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            // Its standard input is closed already because it is gone, or will not take more: then it is ended.
            process.destroyForcibly();
        } catch (InterruptedException e) {
            interrupted = true;
            process.destroyForcibly();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The child's side. */
    static final class Requests {

        private static final String END_OF_SETTINGS = "#end";

        private final BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

        Properties settings() throws IOException {
            StringBuilder text = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.equals(END_OF_SETTINGS); line = in.readLine()) {
                text.append(line).append('\n');
            }
            Properties settings = new Properties();
            settings.load(new java.io.StringReader(text.toString()));
            return settings;
        }

        /** Answers requests until there will be no more. */
        void answer(java.util.function.UnaryOperator<String> answers) {
            try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    say(answers.apply(line));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void say(String line) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
