package io.roarbench.cli;

/** The arguments of a command are wrong in a way that only shows when it uses them; exit code 2. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
