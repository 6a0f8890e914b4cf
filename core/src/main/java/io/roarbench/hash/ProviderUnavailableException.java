package io.roarbench.hash;

/** The provider asked for cannot be used here; the message names it, the algorithm, the reason and the choices. */
public final class ProviderUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProviderUnavailableException(String message) {
        super(message);
    }
}
