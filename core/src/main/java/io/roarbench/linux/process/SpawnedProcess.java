package io.roarbench.linux.process;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A child of the JVM itself, waited for by a thread of its own. */
final class SpawnedProcess implements RunningProcess {

    private final int pid;
    private final Command command;
    private final long start;
    private final Consumer<SpawnedProcess> whenDone;
    private final CompletableFuture<Execution> done = new CompletableFuture<>();
    private volatile boolean timedOut;
    /** Guards against a signal to an id that the kernel may have given to another process. */
    private boolean reaped;

    SpawnedProcess(int pid, Command command, long start, Consumer<SpawnedProcess> whenDone) {
        this.pid = pid;
        this.command = command;
        this.start = start;
        this.whenDone = whenDone;
    }

    void watch() {
        daemon("wait for " + pid, this::await).start();
        if (command.timeout().isPresent()) {
            daemon("timeout of " + pid, this::expire).start();
        }
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, "roar-bench " + name);
        thread.setDaemon(true);
        return thread;
    }

    private void await() {
        int[] status = new int[1];
        byte[] usage = new byte[Rusage.SIZE];
        try {
            waitUntilZombie();
            synchronized (this) {
                ProcessCalls.wait4(pid, status, 0, usage);
                reaped = true;
            }
            done.complete(Rusage.execution(pid, status[0], timedOut, start, System.nanoTime(), usage));
        } catch (LastErrorException e) {
            done.completeExceptionally(new IOException("cannot wait for process " + pid + ": " + e.getMessage(), e));
        } finally {
            whenDone.accept(this);
        }
    }

    /** Leaves it a zombie, whose id is not given away, until no signal can be under way. */
    private void waitUntilZombie() {
        while (true) {
            try {
                WaitCalls.waitForExitWithoutReaping(pid);
                return;
            } catch (LastErrorException e) {
                if (e.getErrorCode() != ProcessCalls.EINTR) {
                    throw e;
                }
            }
        }
    }

    private void expire() {
        try {
            if (!endedWithin(command.timeout().orElseThrow().toNanos())) {
                timedOut = true;
                signal(ProcessCalls.SIGTERM);
                if (!endedWithin(command.grace().toNanos())) {
                    signal(ProcessCalls.SIGKILL);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean endedWithin(long nanos) throws InterruptedException {
        try {
            done.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public synchronized void signal(int signal) {
        if (!reaped) {
            ProcessCalls.kill(command.ownProcessGroup() ? -pid : pid, signal);
        }
    }

    @Override
    public Execution waitFor() throws IOException, InterruptedException {
        return Futures.get(done);
    }

    @Override
    public void close() {
        signal(ProcessCalls.SIGKILL);
    }
}
