package io.roarbench.tracer.replay;

/** A thread: its process and what it shares with other threads and processes. */
final class Task {

    private final int tid;
    private final ProcessLog process;
    private FdTable files;
    private FsContext fs;

    Task(int tid, ProcessLog process, FdTable files, FsContext fs) {
        this.tid = tid;
        this.process = process;
        this.files = files;
        this.fs = fs;
    }

    int tid() {
        return tid;
    }

    int pid() {
        return process.pid();
    }

    ProcessLog process() {
        return process;
    }

    FdTable files() {
        return files;
    }

    FsContext fs() {
        return fs;
    }

    void ownFiles() {
        files = files.copy();
    }

    void ownFs() {
        fs = fs.copy();
    }
}
