package io.roarbench.tracer.ebpf;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.event.TraceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns records of making, changing and ending tasks into events. An exec is told by two records (its path, then its arguments), and
 * the status of a process by its parent's wait: the event comes with the second.
 */
final class ProcessRecords {

    private static final int CLONE_FS = 0x200;
    private static final int CLONE_FILES = 0x400;
    private static final int CLONE_PARENT = 0x8000;
    private static final int CLONE_THREAD = 0x10000;
    private static final int UNKNOWN_STATUS = -1;
    private static final int CLD_EXITED = 1;
    private static final int CLD_KILLED = 2;
    private static final int CLD_DUMPED = 3;
    private static final int CORE_FLAG = 0x80;

    private final EventSink sink;
    private final RootDescriptors start;
    private final DescriptorLookup lookup;
    private final SharedTables tables;
    private final Map<Integer, Integer> threads = new HashMap<>();
    private final Map<Integer, Integer> parents = new HashMap<>();
    private final Map<Integer, RawRecord> execs = new HashMap<>();
    private final Map<Integer, Long> ended = new LinkedHashMap<>();
    private int root;
    private boolean running;

    ProcessRecords(EventSink sink, RootDescriptors start, DescriptorLookup lookup, SharedTables tables) {
        this.sink = sink;
        this.start = start;
        this.lookup = lookup;
        this.tables = tables;
    }

    /** The command's process id; 0 before it was made. */
    int root() {
        return root;
    }

    /** Whether the command's program has been started. What its process did before was the launcher's doing. */
    boolean running() {
        return running;
    }

    /** How many processes are alive. */
    int alive() {
        return threads.size();
    }

    void forked(RawRecord fork) {
        int child = fork.intArg(0);
        if (fork.has(Layout.ROOT)) {
            root = child;
            threads.put(child, 1);
            return;
        }
        long flags = fork.arg(1);
        boolean thread = (flags & CLONE_THREAD) != 0;
        release(child, UNKNOWN_STATUS);
        if ((flags & CLONE_FILES) != 0) {
            tables.share(fork.filesId());
        }
        int parent = (flags & CLONE_PARENT) == 0 ? fork.tgid() : parents.getOrDefault(fork.tgid(), 0);
        threads.merge(thread ? fork.tgid() : child, 1, Integer::sum);
        if (!thread) {
            parents.put(child, parent);
        }
        if (running) {
            sink.accept(new TraceEvent.Clone(fork.nanos(), fork.tid(), child, thread,
                    (flags & CLONE_PARENT) == 0 ? 0 : parent, (flags & CLONE_FILES) != 0, (flags & CLONE_FS) != 0));
        }
    }

    /** The first half of an exec; the second is {@link #arguments}. */
    void executing(RawRecord exec) {
        threads.put(exec.tgid(), 1);
        execs.put(exec.tid(), exec);
        if (exec.tid() == root && !running) {
            running = true;
            try {
                start.events(exec.nanos(), root).forEach(sink::accept);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether half an exec of this thread waits. */
    boolean isExecuting(int tid) {
        return execs.containsKey(tid);
    }

    /** The second half; arguments may be empty, and the program's path null, where they are not known. */
    void arguments(int tid, List<ByteString> given, ByteString exe) {
        RawRecord exec = execs.remove(tid);
        if (exec == null) {
            return;
        }
        List<ByteString> argv = given.isEmpty() ? commandLine(exec.tgid()) : given;
        sink.accept(new TraceEvent.Exec(exec.nanos(), exec.tgid(), exec.intArg(0), exec.path1(), exe, argv));
    }

    private List<ByteString> commandLine(int pid) {
        byte[] bytes = lookup.commandLine(pid);
        List<ByteString> argv = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                argv.add(ByteString.of(bytes, from, i - from));
                from = i + 1;
            }
        }
        return argv;
    }

    void exited(RawRecord exit) {
        arguments(exit.tid(), List.of(), null);
        int left = threads.merge(exit.tgid(), -1, Integer::sum);
        if (left <= 0) {
            threads.remove(exit.tgid());
            ended.put(exit.tgid(), exit.nanos());
        } else if (running && exit.tid() != exit.tgid()) { // by its leader a process is known as long as it lives
            sink.accept(new TraceEvent.ThreadExit(exit.nanos(), exit.tid()));
        }
    }

    /** A parent has waited with wait4. */
    void waited4(RawRecord wait) {
        int status = wait.extraInt(0);
        boolean stopped = (status & 0xff) == 0x7f || status == 0xffff;
        if (wait.arg(1) != 0 && !stopped && !wait.has(Layout.PAYLOAD_FAULT)) {
            release((int) wait.result(), status);
        }
    }

    /** A parent has waited with waitid: code at 8, process at 16, status at 24 of siginfo. */
    void waitedId(RawRecord wait) {
        int code = wait.extraInt(8);
        int status = wait.extraInt(24);
        if (wait.arg(2) == 0 || wait.has(Layout.PAYLOAD_FAULT)) {
            return;
        }
        switch (code) {
            case CLD_EXITED -> release(wait.extraInt(16), (status & 0xff) << 8);
            case CLD_KILLED -> release(wait.extraInt(16), status);
            case CLD_DUMPED -> release(wait.extraInt(16), status | CORE_FLAG);
            default -> { }
        }
    }

    private void release(int pid, int status) {
        Long nanos = ended.remove(pid);
        if (nanos != null && running) {
            sink.accept(new TraceEvent.ProcessExit(nanos, pid, status));
        }
    }

    /** The run is over: tells the ends that nobody waited for; {@code rootStatus} is the command's. */
    void finish(int rootStatus) {
        List.copyOf(execs.keySet()).forEach(tid -> arguments(tid, List.of(), null));
        release(root, rootStatus);
        List.copyOf(ended.keySet()).forEach(pid -> release(pid, UNKNOWN_STATUS));
    }
}
