package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.event.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The live threads by id, and every process that there was. */
final class Tasks {

    private final Map<Integer, Task> live = new HashMap<>();
    private final List<ProcessLog> processes = new ArrayList<>();
    private long lastNanos;

    void saw(TraceEvent event) {
        lastNanos = Math.max(lastNanos, event.nanos());
    }

    long lastNanos() {
        return lastNanos;
    }

    /** The task; one whose making was not seen starts with nothing known. */
    Task of(int tid) {
        Task task = live.get(tid);
        return task != null ? task : add(tid, 0, lastNanos, new FdTable(), new FsContext(null, ByteString.EMPTY));
    }

    /** Null if there is none. */
    Task known(int tid) {
        return live.get(tid);
    }

    /** A new process with its first thread. */
    Task add(int pid, int ppid, long nanos, FdTable files, FsContext fs) {
        ProcessLog process = new ProcessLog(pid, ppid, nanos);
        processes.add(process);
        Task task = new Task(pid, process, files, fs);
        live.put(pid, task);
        return task;
    }

    void addThread(int tid, Task creator, FdTable files, FsContext fs) {
        creator.process().thread(tid);
        live.put(tid, new Task(tid, creator.process(), files, fs));
    }

    void remove(int tid) {
        Task task = live.remove(tid);
        if (task != null) {
            task.process().threadEnded(tid);
        }
    }

    /** After an exec: the calling thread goes on as the leader, the others are gone. */
    Task becomesLeader(int pid, int caller) {
        Task task = of(caller == pid || live.containsKey(caller) ? caller : pid);
        task.process().onlyLeaderLeft().forEach(live::remove);
        Task leader = new Task(pid, task.process(), task.files().copy(), task.fs().copy());
        live.put(pid, leader);
        return leader;
    }

    void ended(ProcessLog process) {
        process.liveThreads().forEach(live::remove);
        live.remove(process.pid());
    }

    List<ProcessLog> processes() {
        return processes;
    }
}
