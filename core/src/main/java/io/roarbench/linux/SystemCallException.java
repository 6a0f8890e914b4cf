package io.roarbench.linux;

import java.io.IOException;

/** A system call failed; the message says which one, on what, why, and what can be done where that is known. */
public final class SystemCallException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    /**
     * Names the failed call.
     *
     * @param call its name, e.g. {@code mincore}
     * @param subject what it was called on, e.g. a path
     * @param errno the kernel's error number, positive
     */
    public SystemCallException(String call, Object subject, int errno) {
        this(call, subject, errno, "");
    }

    /**
     * Names the failed call, and the way out.
     *
     * @param advice what the user can do about it, appended to the message; empty for none
     */
    public SystemCallException(String call, Object subject, int errno, String advice) {
        super(call + " of " + subject + " failed: " + Errno.describe(errno) + (advice.isEmpty() ? "" : "; " + advice));
        this.call = call;
        this.errno = errno;
    }

    /** The name of the call, e.g. {@code mincore}. */
    public String call() {
        return call;
    }

    /** The kernel's error number, positive; {@link Errno} names it. */
    public int errno() {
        return errno;
    }

    /** Whether it failed with this error. */
    public boolean is(Errno error) {
        return errno == error.number();
    }
}
