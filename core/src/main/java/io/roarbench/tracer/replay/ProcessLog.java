package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.TracedProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One process from its making to its end. */
final class ProcessLog {

    private static final int UNKNOWN = -1;

    private final int pid;
    private final int ppid;
    private final long startNanos;
    private final Set<Integer> liveThreads = new HashSet<>();
    private final List<Image> images = new ArrayList<>();
    private ByteString exe;
    private List<ByteString> argv = List.of();
    private int threads = 1;
    private long endNanos = UNKNOWN;
    private int waitStatus = UNKNOWN;

    private record Image(ByteString exe, List<ByteString> argv, long nanos) {
    }

    ProcessLog(int pid, int ppid, long startNanos) {
        this.pid = pid;
        this.ppid = ppid;
        this.startNanos = startNanos;
        liveThreads.add(pid);
    }

    int pid() {
        return pid;
    }

    ByteString exe() {
        return exe;
    }

    /** A forked child runs its parent's program. */
    void sameImageAs(ProcessLog parent) {
        exe = parent.exe;
        argv = parent.argv;
    }

    void thread(int tid) {
        threads++;
        liveThreads.add(tid);
    }

    void threadEnded(int tid) {
        liveThreads.remove(tid);
    }

    /** Forgets all threads but the leader and returns them. */
    Set<Integer> onlyLeaderLeft() {
        Set<Integer> others = new HashSet<>(liveThreads);
        others.remove(pid);
        liveThreads.clear();
        liveThreads.add(pid);
        return others;
    }

    Set<Integer> liveThreads() {
        return liveThreads;
    }

    void exec(ByteString program, List<ByteString> arguments, long nanos) {
        exe = program;
        argv = arguments;
        images.add(new Image(program, arguments, nanos));
    }

    void ended(long nanos, int status) {
        endNanos = nanos;
        waitStatus = status;
    }

    boolean hasEnded() {
        return endNanos != UNKNOWN;
    }

    TracedProcess toProcess(TraceClock clock) {
        return new TracedProcess(pid, ppid, text(exe), texts(argv), clock.at(startNanos),
                hasEnded() ? clock.at(endNanos) : null, WaitStatus.exitCode(waitStatus), WaitStatus.signal(waitStatus),
                threads, execs(clock));
    }

    private List<TracedProcess.Exec> execs(TraceClock clock) {
        List<TracedProcess.Exec> list = new ArrayList<>(images.size());
        for (Image image : images) {
            Instant time = clock.at(image.nanos());
            list.add(new TracedProcess.Exec(text(image.exe()), texts(image.argv()), time));
        }
        return list;
    }

    private static String text(ByteString bytes) {
        return bytes == null ? null : bytes.text();
    }

    private static List<String> texts(List<ByteString> list) {
        return list.stream().map(ByteString::text).toList();
    }
}
