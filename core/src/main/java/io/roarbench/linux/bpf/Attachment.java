package io.roarbench.linux.bpf;

/** A program at work. Closing ends it. */
public final class Attachment implements AutoCloseable {

    private final Kernel kernel;
    private final int fd;

    Attachment(Kernel kernel, int fd) {
        this.kernel = kernel;
        this.fd = fd;
    }

    @Override
    public void close() {
        kernel.libc().close(fd);
    }
}
