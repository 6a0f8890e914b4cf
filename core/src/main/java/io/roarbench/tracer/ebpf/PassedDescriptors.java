package io.roarbench.tracer.ebpf;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.event.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Descriptors sent from process to process over a socket (SCM_RIGHTS). What a received one leads to is asked of /proc; if the receiver
 * is gone, it is what was sent and not yet received, message by message. The record of a receipt may come before that of the sending.
 */
final class PassedDescriptors {

    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int HEAD_BYTES = 16;
    private static final int SEEN_BYTES = 32;
    private static final int O_RDWR = 2;

    private final EventSink sink;
    private final DescriptorLookup lookup;
    private final Deque<List<Sent>> sent = new ArrayDeque<>();
    private final Deque<Received> waiting = new ArrayDeque<>();

    private record Sent(boolean known, ByteString path) {
    }

    private record Received(int tid, List<Integer> fds) {
    }

    PassedDescriptors(EventSink sink, DescriptorLookup lookup) {
        this.sink = sink;
        this.lookup = lookup;
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
        } else {
            match(early, what, nanos);
        }
    }

    void received(RawRecord message, long nanos) {
        Received what = new Received(message.tid(), descriptors(message, nanos));
        if (what.fds().isEmpty()) {
            return;
        }
        List<TraceEvent.FdIdentity> identities = new ArrayList<>();
        what.fds().forEach(fd -> identities.add(lookup.identity(nanos, message.tid(), fd)));
        List<Sent> first = sent.poll();
        if (!identities.contains(null)) {
            identities.forEach(sink::accept);
        } else if (first == null) {
            waiting.add(what);
        } else {
            match(what, first, nanos);
        }
    }

    /** With several messages on their way, the order of sending need not be that of receiving. */
    private void match(Received received, List<Sent> what, long nanos) {
        boolean certain = what.size() == received.fds().size() && what.stream().allMatch(Sent::known)
                && sent.stream().allMatch(what::equals);
        for (int i = 0; i < received.fds().size(); i++) {
            int fd = received.fds().get(i);
            sink.accept(certain ? new TraceEvent.FdIdentity(nanos, received.tid(), fd, what.get(i).path(), O_RDWR)
                    : new TraceEvent.Flag(nanos, received.tid(), IncompleteReason.UNKNOWN_DESCRIPTOR,
                            fd + " received by thread " + received.tid()));
        }
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
