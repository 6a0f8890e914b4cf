package io.roarbench.linux;

/** Whether this is Linux; asked before the first native call, so that other systems get a reason, no link error. */
final class Linux {

    private Linux() {
    }

    /**
     * Passes on 64-bit Linux only.
     *
     * @param what the part that needs it, e.g. {@code page cache control}
     * @throws SystemCallException elsewhere, with {@link Errno#ENOSYS}
     */
    static void require(String what) throws SystemCallException {
        String os = System.getProperty("os.name");
        String data = System.getProperty("sun.arch.data.model", "64");
        if (!os.equals("Linux") || !data.equals("64")) {
            throw new SystemCallException(what, os, Errno.ENOSYS.number(), "it needs 64-bit Linux");
        }
    }
}
