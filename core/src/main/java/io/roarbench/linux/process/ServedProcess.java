package io.roarbench.linux.process;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A command that the fork server started. */
public final class ServedProcess implements RunningProcess {

    private final int id;
    private final ForkServerLauncher launcher;
    private final boolean traced;
    private final CompletableFuture<Integer> started = new CompletableFuture<>();
    private final CompletableFuture<Execution> exited = new CompletableFuture<>();
    private final CompletableFuture<Integer> tracerEnded = new CompletableFuture<>();

    ServedProcess(int id, boolean traced, ForkServerLauncher launcher) {
        this.id = id;
        this.traced = traced;
        this.launcher = launcher;
    }

    /** Returns whether nothing more comes. */
    boolean accept(Reply reply) {
        switch (reply.type()) {
            case Reply.STARTED -> started.complete(reply.pid());
            case Reply.EXITED -> exited.complete(reply.execution("fork-server"));
            case Reply.TRACED -> tracerGone(reply.status());
            default -> failed(new IOException(reply.failure()));
        }
        return reply.type() == Reply.FAILED || reply.type() == Reply.TRACED
                || reply.type() == Reply.EXITED && !traced;
    }

    private void tracerGone(int status) {
        IOException early = new IOException("the tracer ended before the command did, with wait status " + status);
        started.completeExceptionally(early);
        exited.completeExceptionally(early);
        tracerEnded.complete(status);
    }

    void failed(IOException reason) {
        started.completeExceptionally(reason);
        exited.completeExceptionally(reason);
        tracerEnded.completeExceptionally(reason);
    }

    void awaitStart() throws IOException {
        try {
            Futures.get(started);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("interrupted while it was started", e);
        }
    }

    @Override
    public int pid() {
        return started.getNow(-1);
    }

    @Override
    public void signal(int signal) throws IOException {
        if (!exited.isDone()) {
            launcher.signal(id, signal);
        }
    }

    @Override
    public Execution waitFor() throws IOException, InterruptedException {
        return Futures.get(exited);
    }

    /**
     * Waits until the ptrace loop has ended, which is when the last descendant has.
     *
     * @return the loop's own wait status, 0 if it ended well
     */
    public int awaitTracer() throws IOException, InterruptedException {
        return Futures.get(tracerEnded);
    }

    @Override
    public void close() {
        try {
            signal(ProcessCalls.SIGKILL);
        } catch (IOException launcherGone) {
            failed(launcherGone);
        }
    }
}
