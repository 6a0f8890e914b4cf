package io.roarbench.dsl;

/**
 * A scenario file is wrong. The message is one line: {@code hashes.groovy:4: what is wrong and what to do}.
 */
public final class ScenarioException extends Exception {

    private static final long serialVersionUID = 1L;

    public ScenarioException(String file, int line, String message, Throwable cause) {
        super(line > 0 ? file + ":" + line + ": " + message : file + ": " + message, cause);
    }
}
