package io.roarbench.linux.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** struct rusage of 64-bit Linux, getrusage(2). */
final class Rusage {

    static final int SIZE = 144;

    private Rusage() {
    }

    static Execution execution(int pid, int status, boolean timedOut, long start, long end, byte[] usage) {
        ByteBuffer u = ByteBuffer.wrap(usage).order(ByteOrder.nativeOrder());
        return new Execution(pid, exitCode(status), status & 0x7f, timedOut, start, end - start, time(u, 0), time(u, 16),
                u.getLong(32) * 1024, u.getLong(64), u.getLong(72), u.getLong(128), u.getLong(136), "posix_spawn");
    }

    static int exitCode(int status) {
        return (status & 0x7f) == 0 ? status >> 8 & 0xff : -1;
    }

    private static long time(ByteBuffer u, int at) {
        return u.getLong(at) * 1_000_000_000L + u.getLong(at + 8) * 1000;
    }
}
