package io.roarbench.linux.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.util.Arrays;

/** Whole messages over a stream socket, the first bytes with descriptors (unix(7), SCM_RIGHTS). */
final class SocketMessages {

    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_NOSIGNAL = 0x4000;
    /** struct msghdr and struct cmsghdr of 64-bit Linux. */
    private static final int MSGHDR = 56;
    private static final int CMSGHDR = 16;
    private static final int IOVEC = 16;

    private SocketMessages() {
    }

    static void send(int socket, byte[] message, int[] fds) {
        int sent = fds.length == 0 ? 0 : sendFirst(socket, message, fds);
        while (sent < message.length) {
            byte[] rest = sent == 0 ? message : Arrays.copyOfRange(message, sent, message.length);
            sent += (int) retried(() -> ProcessCalls.send(socket, rest, rest.length, MSG_NOSIGNAL));
        }
    }

    private static int sendFirst(int socket, byte[] message, int[] fds) {
        int control = CMSGHDR + (fds.length * Integer.BYTES + 7) / 8 * 8;
        try (Memory memory = new Memory(MSGHDR + IOVEC + control + message.length)) {
            memory.clear();
            int vector = MSGHDR;
            int rights = vector + IOVEC;
            int data = rights + control;
            memory.setPointer(16, memory.share(vector));
            memory.setLong(24, 1);
            memory.setPointer(32, memory.share(rights));
            memory.setLong(40, control);
            memory.setPointer(vector, memory.share(data));
            memory.setLong(vector + 8, message.length);
            memory.setLong(rights, CMSGHDR + (long) fds.length * Integer.BYTES);
            memory.setInt(rights + 8, SOL_SOCKET);
            memory.setInt(rights + 12, SCM_RIGHTS);
            memory.write(rights + CMSGHDR, fds, 0, fds.length);
            memory.write(data, message, 0, message.length);
            return (int) retried(() -> ProcessCalls.sendmsg(socket, memory, MSG_NOSIGNAL));
        }
    }

    /** Fills the buffer; false at the end of the stream. */
    static boolean receive(int socket, byte[] buffer) {
        int done = 0;
        while (done < buffer.length) {
            byte[] part = done == 0 ? buffer : new byte[buffer.length - done];
            long got;
            try {
                got = retried(() -> ProcessCalls.recv(socket, part, part.length, 0));
            } catch (LastErrorException gone) {
                return false;
            }
            if (got <= 0) {
                return false;
            }
            if (done > 0) {
                System.arraycopy(part, 0, buffer, done, (int) got);
            }
            done += (int) got;
        }
        return true;
    }

    private interface Call {
        long run();
    }

    private static long retried(Call call) {
        while (true) {
            try {
                return call.run();
            } catch (LastErrorException e) {
                if (e.getErrorCode() != ProcessCalls.EINTR) {
                    throw e;
                }
            }
        }
    }
}
