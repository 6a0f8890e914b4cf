package io.roarbench.run;

/** A run cannot be begun or go on; the message says what failed and what to do, in one line. */
public final class RunFailure extends Exception {

    private static final long serialVersionUID = 1L;

    public RunFailure(String message) {
        super(message);
    }

    public RunFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
