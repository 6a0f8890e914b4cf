package io.roarbench.measure;

/** Something cannot be measured on this machine at all; the message says why, and how to enable it where that is known. */
public final class UnavailableException extends Exception {

    public UnavailableException(String message) {
        super(message);
    }

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
