package io.roarbench.linux.process;

import io.roarbench.linux.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Requests to the C launcher, as struct request in launcher.h has them. */
final class LauncherMessages {

    private static final int HEAD = 56;
    private static final int START = 1;
    private static final int SIGNAL = 2;
    private static final int OWN_GROUP = 1;

    private LauncherMessages() {
    }

    static byte[] start(int id, Command command, TraceStart trace) {
        ByteArrayOutputStream strings = new ByteArrayOutputStream(8192);
        put(strings, command.directory().toString());
        stdio(command).forEach(stdio -> put(strings, stdio instanceof Stdio.ToFile file ? file.path().toString() : ""));
        command.argv().forEach(argument -> put(strings, argument));
        command.environment().forEach((name, value) -> put(strings, name + "=" + value));
        ByteBuffer message = head(strings.size(), START, id, command.ownProcessGroup() ? OWN_GROUP : 0);
        stdio(command).forEach(stdio -> message.putInt(kind(stdio)));
        message.putInt(command.argv().size()).putInt(command.environment().size());
        message.putInt(trace.mode()).putInt(trace.cpu());
        message.putLong(command.timeout().map(t -> t.toNanos()).orElse(0L)).putLong(command.grace().toNanos());
        return message.put(strings.toByteArray()).array();
    }

    static byte[] signal(int id, int signal) {
        return head(0, SIGNAL, id, signal).array();
    }

    private static ByteBuffer head(int strings, int type, int id, int flags) {
        ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + HEAD + strings).order(ByteOrder.nativeOrder());
        return message.putInt(HEAD + strings).putInt(type).putInt(id).putInt(flags);
    }

    /** The descriptors that go with it, in the order that the launcher expects. */
    static int[] descriptors(Command command, TraceStart trace) {
        List<Integer> fds = new ArrayList<>();
        for (Stdio stdio : stdio(command)) {
            if (stdio instanceof Stdio.Descriptor descriptor) {
                fds.add(descriptor.fd());
            }
        }
        if (trace.mode() != 0) {
            fds.add(trace.logFd());
        }
        return fds.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Stdio> stdio(Command command) {
        return List.of(command.stdin(), command.stdout(), command.stderr());
    }

    private static int kind(Stdio stdio) {
        if (stdio instanceof Stdio.Null) {
            return 0;
        }
        if (stdio instanceof Stdio.Inherit) {
            return 1;
        }
        return stdio instanceof Stdio.ToFile file ? file.append() ? 4 : 3 : 2;
    }

    private static void put(ByteArrayOutputStream out, String string) {
        out.writeBytes(ByteString.utf8(string).nulTerminated());
    }
}
