package io.roarbench.dsl;

import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.lang.GroovyRuntimeException;
import groovy.transform.TypeChecked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Compiles and runs the files of one scenario: the outermost and those it includes. */
final class ScenarioFiles {

    private final Deque<ScenarioSource> open = new ArrayDeque<>();
    private final Set<String> names = new HashSet<>();

    /** Whether the file being run is not an included one. */
    boolean outermost() {
        return open.size() == 1;
    }

    void include(String file, ScenarioBlock block) {
        ScenarioSource source;
        try {
            source = open.element().place().scenario(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (open.stream().anyMatch(s -> s.text().equals(source.text()))) {
            throw new IllegalArgumentException("'" + file + "' includes itself");
        }
        run(source, block);
    }

    /** The absolute path of a file relative to the scenario file being run. */
    Path beside(String relative) {
        try {
            return open.element().place().file(relative).orElseThrow(() -> new IllegalArgumentException(
                    "there is no file " + relative + " beside " + open.element().name()));
        } catch (IOException e) {
            throw new IllegalArgumentException(relative + " cannot be used: " + e.getMessage(), e);
        }
    }

    void run(ScenarioSource source, ScenarioBlock block) {
        names.add(source.name());
        open.push(source);
        try (GroovyClassLoader loader = new GroovyClassLoader(getClass().getClassLoader(), configuration())) {
            Class<?> type = loader.parseClass(new GroovyCodeSource(source.text(), source.name(), "/roar-bench/scenario"));
            ScenarioScript script = (ScenarioScript) type.getDeclaredConstructor().newInstance();
            script.begin(block, this);
            script.run();
        } catch (MultipleCompilationErrorsException e) {
            throw new ScenarioFailure(compileError(source.name(), e));
        } catch (ScenarioFailure e) {
            throw e;
        } catch (RuntimeException | ReflectiveOperationException | IOException | StackOverflowError | AssertionError e) {
            throw new ScenarioFailure(runError(source.name(), e));
        } finally {
            open.pop();
        }
    }

    private static CompilerConfiguration configuration() {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(ScenarioScript.class.getName());
        // Would download before RefusedAnnotations gets to say no.
        configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
        configuration.addCompilationCustomizers(
                new RefusedAnnotations(),
                new ASTTransformationCustomizer(
                        Map.of("extensions", ScenarioTypeChecking.class.getName()), TypeChecked.class));
        return configuration;
    }

    private static ScenarioException compileError(String name, MultipleCompilationErrorsException e) {
        var errors = e.getErrorCollector().getErrors();
        String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
        if (errors.get(0) instanceof SyntaxErrorMessage message) {
            SyntaxException cause = message.getCause();
            String text = cause.getOriginalMessage().replace("[Static type checking] - ", "").lines()
                    .findFirst().orElse("does not compile");
            String plain = text.startsWith("Unexpected input")
                    ? "does not parse from here on; is a brace, a quote or a comma missing?"
                    : text;
            return new ScenarioException(name, cause.getStartLine(), plain + more, e);
        }
        return new ScenarioException(name, 0, "does not compile: " + e.getMessage().strip(), e);
    }

    private ScenarioException runError(String name, Throwable e) {
        StackTraceElement frame = Arrays.stream(e.getStackTrace())
                .filter(f -> f.getFileName() != null && names.contains(f.getFileName()))
                .findFirst()
                .orElse(null);
        String text = e instanceof IllegalArgumentException || e instanceof GroovyRuntimeException
                ? e.getMessage()
                : e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
        String line = text == null ? e.toString() : text.lines().findFirst().orElse(e.toString());
        return frame == null
                ? new ScenarioException(name, 0, line, e)
                : new ScenarioException(frame.getFileName(), frame.getLineNumber(), line, e);
    }
}
