package io.roarbench.linux.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A reply of the C launcher, struct reply in launcher.h. */
record Reply(int type, int id, int pid, int status, long start, long[] figures, boolean timedOut, String what) {

    static final int SIZE = 152;
    static final int STARTED = 1;
    static final int FAILED = 2;
    static final int EXITED = 3;
    static final int TRACED = 4;

    static Reply of(byte[] bytes) {
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int type = b.getInt();
        int id = b.getInt();
        int pid = b.getInt();
        int status = b.getInt();
        long start = b.getLong();
        long[] figures = new long[8];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = b.getLong();
        }
        boolean timedOut = b.getInt() != 0;
        String what = new String(bytes, b.position(), SIZE - b.position(), StandardCharsets.US_ASCII);
        return new Reply(type, id, pid, status, start, figures, timedOut, what.substring(0, what.indexOf('\0')));
    }

    Execution execution(String launcher) {
        return new Execution(pid, Rusage.exitCode(status), status & 0x7f, timedOut, start, figures[0], figures[1],
                figures[2], figures[3], figures[4], figures[5], figures[6], figures[7], launcher);
    }

    String failure() {
        return what.startsWith("exec") && pid == 2 ? "no such program" : what + ": " + ProcessCalls.strerror(pid);
    }
}
