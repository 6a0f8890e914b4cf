package io.roarbench.tracer.ebpf;

import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.event.TraceEvent;

/** Turns records of calls that make descriptors which are no files into events. */
final class SpecialDescriptors {

    private static final int CLOEXEC = 02000000;
    private static final int PERF_FLAG_FD_CLOEXEC = 8;

    private final EventSink sink;
    private final NewDescriptors news;

    SpecialDescriptors(EventSink sink, NewDescriptors news) {
        this.sink = sink;
        this.news = news;
    }

    void accept(Syscall syscall, RawRecord r, long nanos) {
        switch (syscall) {
            case PIPE -> pair(r, nanos, false);
            case PIPE2 -> pair(r, nanos, (r.intArg(1) & CLOEXEC) != 0);
            case SOCKETPAIR -> pair(r, nanos, (r.intArg(1) & CLOEXEC) != 0);
            case IO_URING_SETUP -> {
                sink.accept(new TraceEvent.Flag(nanos, r.tid(), IncompleteReason.IO_URING, "process " + r.tgid()));
                made(r, nanos, true);
            }
            default -> made(r, nanos, closesOnExec(syscall, r));
        }
    }

    private static boolean closesOnExec(Syscall syscall, RawRecord r) {
        return switch (syscall) {
            case SOCKET, EVENTFD2, TIMERFD_CREATE -> (r.intArg(1) & CLOEXEC) != 0;
            case ACCEPT4, SIGNALFD4 -> (r.intArg(3) & CLOEXEC) != 0;
            case EPOLL_CREATE1, INOTIFY_INIT1, USERFAULTFD -> (r.intArg(0) & CLOEXEC) != 0;
            case MEMFD_CREATE -> (r.intArg(1) & 1) != 0;
            case FANOTIFY_INIT -> (r.intArg(0) & 1) != 0;
            case PERF_EVENT_OPEN -> (r.intArg(4) & PERF_FLAG_FD_CLOEXEC) != 0;
            case PIDFD_OPEN -> true;
            default -> false;
        };
    }

    private void made(RawRecord r, long nanos, boolean closeOnExec) {
        news.withTotals(r, (int) r.result(), nanos);
        special(r, nanos, (int) r.result(), closeOnExec);
    }

    private void pair(RawRecord r, long nanos, boolean closeOnExec) {
        news.withoutTotals(r, r.extraInt(0), nanos);
        news.withoutTotals(r, r.extraInt(4), nanos);
        special(r, nanos, r.extraInt(0), closeOnExec);
        special(r, nanos, r.extraInt(4), closeOnExec);
    }

    private void special(RawRecord r, long nanos, int fd, boolean closeOnExec) {
        sink.accept(new TraceEvent.OpenSpecial(nanos, r.tid(), fd, closeOnExec));
    }
}
