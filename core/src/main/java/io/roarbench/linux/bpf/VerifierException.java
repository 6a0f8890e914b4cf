package io.roarbench.linux.bpf;

import java.io.IOException;

/** The kernel refused a program. The message ends with the verifier's log, which says why. */
public final class VerifierException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String log;

    VerifierException(String message, String log) {
        super(log.isBlank() ? message : message + "\n" + log);
        this.log = log;
    }

    /** What the verifier wrote; empty if it was not reached. */
    public String log() {
        return log;
    }
}
