package io.roarbench.linux.process;

import com.sun.jna.LastErrorException;
import io.roarbench.linux.NativeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts commands through the C launcher, a fork server in a process of its own. Stamps, wait4(2) and rusage are taken there, so
 * that neither the JVM's size nor its pauses are measured. The launcher ends with the JVM, however that ends, and kills the
 * commands that still run (their process groups).
 */
public final class ForkServerLauncher implements ProcessLauncher {

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM_CLOEXEC = 1 | 02000000;
    private static final int SHUT_RDWR = 2;
    private static final int SERVER_FD = 3;

    private final int socket;
    private final int serverPid;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, ServedProcess> running = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private ForkServerLauncher(int socket, int serverPid) {
        this.socket = socket;
        this.serverPid = serverPid;
    }

    /**
     * Starts a fork server.
     *
     * @return empty if the C launcher was not built; {@link NativeFiles#status()} says why
     * @throws IOException if it was built but can't be started
     */
    public static Optional<ForkServerLauncher> open() throws IOException {
        Optional<Path> program = NativeFiles.find("roar-launcher");
        return program.isEmpty() ? Optional.empty() : Optional.of(open(program.get()));
    }

    private static ForkServerLauncher open(Path program) throws IOException {
        int[] pair = new int[2];
        try {
            ProcessCalls.socketpair(AF_UNIX, SOCK_STREAM_CLOEXEC, 0, pair);
        } catch (LastErrorException e) {
            throw new IOException("cannot make a socket pair for the launcher: " + e.getMessage(), e);
        }
        try (SpawnPlan plan = new SpawnPlan(false)) {
            plan.dup(pair[1], SERVER_FD);
            plan.closeFrom(SERVER_FD + 1);
            int pid = plan.spawn(program.toString(), List.of("roar-launcher", "serve"), List.of());
            ForkServerLauncher launcher = new ForkServerLauncher(pair[0], pid);
            Thread reader = new Thread(launcher::readReplies, "roar-bench launcher " + pid);
            reader.setDaemon(true);
            reader.start();
            return launcher;
        } catch (IOException e) {
            ProcessCalls.close(pair[0]);
            throw e;
        } finally {
            ProcessCalls.close(pair[1]);
        }
    }

    @Override
    public String name() {
        return "fork-server";
    }

    /** The fork server's process id; all commands are its children. */
    public int serverPid() {
        return serverPid;
    }

    @Override
    public RunningProcess start(Command command) throws IOException {
        return start(command, TraceStart.NONE);
    }

    /**
     * Starts a command under the launcher's ptrace loop.
     *
     * @param trace how
     * @return a process whose {@link ServedProcess#awaitTracer()} tells when the log is complete
     */
    public ServedProcess start(Command command, TraceStart trace) throws IOException {
        int id = ids.incrementAndGet();
        ServedProcess process = new ServedProcess(id, trace.mode() != 0, this);
        running.put(id, process);
        try {
            if (closed) {
                throw new IOException("the launcher has ended; open a new one");
            }
            send(LauncherMessages.start(id, command, trace), LauncherMessages.descriptors(command, trace));
            process.awaitStart();
        } catch (IOException e) {
            running.remove(id);
            throw new IOException("cannot start " + command.argv() + ": " + e.getMessage(), e);
        }
        return process;
    }

    void signal(int id, int signal) throws IOException {
        if (!closed) {
            send(LauncherMessages.signal(id, signal), new int[0]);
        }
    }

    private synchronized void send(byte[] message, int[] fds) throws IOException {
        try {
            SocketMessages.send(socket, message, fds);
        } catch (LastErrorException e) {
            throw new IOException("the launcher (process " + serverPid + ") is gone: " + e.getMessage(), e);
        }
    }

    private void readReplies() {
        try {
            for (byte[] reply = new byte[Reply.SIZE]; SocketMessages.receive(socket, reply);) {
                dispatch(Reply.of(reply));
            }
        } finally {
            closed = true;
            running.values().forEach(process -> process.failed(new IOException("the launcher ended unexpectedly")));
            running.clear();
            reapServer();
            ProcessCalls.close(socket);
        }
    }

    private void reapServer() {
        try {
            ProcessCalls.wait4(serverPid, new int[1], 0, new byte[Rusage.SIZE]);
        } catch (LastErrorException alreadyReaped) {
            // The host application may wait for all children, which is its right.
            closed = true;
        }
    }

    private void dispatch(Reply reply) {
        ServedProcess process = running.get(reply.id());
        if (process != null && process.accept(reply)) {
            running.remove(reply.id());
        }
    }

    /** Ends the fork server, which kills all that it started and that still runs. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                ProcessCalls.shutdown(socket, SHUT_RDWR);
            } catch (LastErrorException alreadyGone) {
                closed = true;
            }
        }
    }
}
