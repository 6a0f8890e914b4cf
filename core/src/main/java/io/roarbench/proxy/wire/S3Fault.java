package io.roarbench.proxy.wire;

/**
 * A request is refused, with the answer that the client is to get. Has no stack trace: it is an answer, not a defect,
 * and hostile clients may cause it as often as they like.
 */
public final class S3Fault extends Exception {

    private static final long serialVersionUID = 1;

    private final S3Error error;

    /** @param message shown to the client; must hold nothing secret */
    public S3Fault(S3Error error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    public S3Error error() {
        return error;
    }
}
