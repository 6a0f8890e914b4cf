package io.roarbench.tracer.ebpf;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.event.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Descriptors sent from process to process over a socket (SCM_RIGHTS). What a single one leads to the kernel itself says where it can. Of
 * others it is what was sent and not yet received, message by message; /proc may have another answer, since it is asked later. The record
 * of a receipt may come before that of the sending.
 */
final class PassedDescriptors {

    static final int SOL_SOCKET = 1;
    static final int SCM_RIGHTS = 1;
    static final int HEAD_BYTES = 16;
    /** What a control message with one descriptor says of its length. */
    static final int BYTES_WITH_ONE = HEAD_BYTES + 4;

    private static final int SEEN_BYTES = 32;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 02000000;
    /** Bits of {@code fmode_t} (include/linux/fs.h): read 1, write 2. */
    private static final int FMODE_READ_WRITE = 3;

    private final EventSink sink;
    private final DescriptorLookup lookup;
    private final Deque<List<Sent>> sent = new ArrayDeque<>();
    private final Deque<Received> waiting = new ArrayDeque<>();

    private record Sent(boolean known, ByteString path) {
    }

    /** What /proc says of each, null where it says nothing any more; no list where the kernel has said it. */
    private record Received(int tid, List<Integer> fds, List<TraceEvent.FdIdentity> guesses) {
    }

    PassedDescriptors(EventSink sink, DescriptorLookup lookup) {
        this.sink = sink;
        this.lookup = lookup;
    }

    /** Tells what a descriptor that came from another process leads to if the record itself says it. */
    boolean told(RawRecord r, int fd, boolean closeOnExec, long nanos) {
        ByteString path = r.kernelPath();
        if (r.has(Layout.NAMELESS)) {
            sink.accept(new TraceEvent.OpenSpecial(nanos, r.tid(), fd, closeOnExec));
        } else if (path != null) {
            int access = Math.max(0, (r.fileMode() & FMODE_READ_WRITE) - 1);
            sink.accept(new TraceEvent.FdIdentity(nanos, r.tid(), fd, path, access | (closeOnExec ? O_CLOEXEC : 0)));
        }
        return r.has(Layout.NAMELESS) || path != null;
    }

    void sent(RawRecord message, long nanos) {
        List<Sent> what = descriptors(message, nanos).stream()
                .map(fd -> new Sent(sink.knows(message.tid(), fd), sink.pathOf(message.tid(), fd))).toList();
        if (what.isEmpty()) {
            return;
        }
        Received early = waiting.poll();
        if (early == null) {
            sent.add(what);
        } else if (early.guesses() != null) {
            confirm(early, what, nanos);
        }
    }

    void received(RawRecord message, long nanos) {
        List<Integer> fds = descriptors(message, nanos);
        if (fds.isEmpty()) {
            return;
        }
        boolean closeOnExec = (message.intArg(2) & MSG_CMSG_CLOEXEC) != 0;
        boolean told = fds.size() == 1 && told(message, fds.get(0), closeOnExec, nanos);
        List<TraceEvent.FdIdentity> guesses = new ArrayList<>();
        if (!told) {
            fds.forEach(fd -> guesses.add(lookup.identity(nanos, message.tid(), fd)));
        }
        Received what = new Received(message.tid(), fds, told ? null : guesses);
        List<Sent> first = sent.poll();
        if (first == null) {
            guesses.stream().filter(Objects::nonNull).forEach(sink::accept);
            waiting.add(what);
        } else if (!told) {
            match(what, first, closeOnExec, nanos);
        }
    }

    /** With several messages on their way, the order of sending need not be that of receiving. */
    private void match(Received received, List<Sent> what, boolean closeOnExec, long nanos) {
        boolean certain = what.size() == received.fds().size() && what.stream().allMatch(Sent::known)
                && sent.stream().allMatch(what::equals);
        for (int i = 0; i < received.fds().size(); i++) {
            TraceEvent.FdIdentity guess = received.guesses().get(i);
            if (certain && guess == null) {
                int flags = O_RDWR | (closeOnExec ? O_CLOEXEC : 0);
                sink.accept(new TraceEvent.FdIdentity(nanos, received.tid(), received.fds().get(i), what.get(i).path(), flags));
            } else if (certain) {
                sink.accept(new TraceEvent.FdIdentity(nanos, received.tid(), received.fds().get(i), what.get(i).path(), guess.flags()));
            } else {
                if (guess != null) {
                    sink.accept(guess);
                }
                if (!agree(guess, what, i)) {
                    flag(received, i, nanos);
                }
            }
        }
    }

    /** The sending is told after the receipt, of which a guess was made. */
    private void confirm(Received received, List<Sent> what, long nanos) {
        for (int i = 0; i < received.fds().size(); i++) {
            if (!agree(received.guesses().get(i), what, i)) {
                flag(received, i, nanos);
            }
        }
    }

    private static boolean agree(TraceEvent.FdIdentity guess, List<Sent> what, int i) {
        return guess != null && i < what.size() && what.get(i).known() && Objects.equals(what.get(i).path(), guess.path());
    }

    private void flag(Received received, int i, long nanos) {
        sink.accept(new TraceEvent.Flag(nanos, received.tid(), IncompleteReason.UNKNOWN_DESCRIPTOR,
                received.fds().get(i) + " received by thread " + received.tid()));
    }

    /** The run is over: what was received from outside nobody confirms. */
    void finish(long nanos) {
        waiting.stream().filter(received -> received.guesses() != null).forEach(received -> {
            for (int i = 0; i < received.fds().size(); i++) {
                flag(received, i, nanos);
            }
        });
    }

    /** The descriptors in the first control message; the record has its first 32 bytes. */
    private List<Integer> descriptors(RawRecord message, long nanos) {
        List<Integer> fds = new ArrayList<>();
        boolean rights = message.extraInt(8) == SOL_SOCKET && message.extraInt(12) == SCM_RIGHTS;
        long bytes = message.extra(0);
        if (rights && !message.has(Layout.PAYLOAD_FAULT)) {
            for (int at = HEAD_BYTES; at + 4 <= Math.min(bytes, SEEN_BYTES); at += 4) {
                fds.add(message.extraInt(at));
            }
            if (bytes > SEEN_BYTES) {
                sink.accept(new TraceEvent.Flag(nanos, message.tid(), IncompleteReason.UNKNOWN_DESCRIPTOR,
                        "more than 4 passed at once by process " + message.tgid()));
            }
        }
        return fds;
    }
}
