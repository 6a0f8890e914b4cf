package io.roarbench.linux.bpf;

import com.sun.jna.Memory;
import java.io.IOException;

/** Attaching to a tracepoint through {@code perf_event_open(2)}. One event on one CPU is enough: programs run on all. */
final class PerfTracepoint {

    private static final int ATTR_BYTES = 128;
    private static final int TYPE_TRACEPOINT = 2;
    private static final long FLAG_FD_CLOEXEC = 8;
    private static final long IOC_SET_BPF = 0x40042408;
    private static final long IOC_ENABLE = 0x2400;

    private PerfTracepoint() {
    }

    static Attachment attach(Kernel kernel, TracepointFormat tracepoint, int programFd) throws IOException {
        int fd;
        try (Memory attr = new Memory(ATTR_BYTES)) {
            attr.clear();
            attr.setInt(0, TYPE_TRACEPOINT);
            attr.setInt(4, ATTR_BYTES);
            attr.setLong(8, tracepoint.id());
            attr.setLong(16, 1);
            fd = kernel.perfEventOpen(attr, -1, 0, -1, FLAG_FD_CLOEXEC);
        }
        try {
            kernel.ioctl("attaching to " + tracepoint.name(), fd, IOC_SET_BPF, programFd);
            kernel.ioctl("enabling " + tracepoint.name(), fd, IOC_ENABLE, 0);
        } catch (IOException e) {
            kernel.libc().close(fd);
            throw e;
        }
        return new Attachment(kernel, fd);
    }
}
