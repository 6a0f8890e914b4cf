package io.roarbench.linux.process;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts commands straight from the JVM by posix_spawn(3) and waits for each with wait4(2), by its own id only. For where the
 * C launcher was not built: {@link Execution#maxRssBytes()} is then at least the JVM's, and a killed JVM leaves its commands
 * running.
 */
public final class PosixSpawnLauncher implements ProcessLauncher {

    private static final int O_RDONLY = 0;
    private static final int O_WRONLY_CREAT = 1 | 0100;
    private static final int O_TRUNC = 01000;
    private static final int O_APPEND = 02000;

    private final Set<SpawnedProcess> running = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
        return "posix_spawn";
    }

    @Override
    public RunningProcess start(Command command) throws IOException {
        String program = ProgramPath.find(command.argv().get(0), command.environment(), command.directory()).toString();
        List<String> env = command.environment().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
        try (SpawnPlan plan = new SpawnPlan(command.ownProcessGroup())) {
            wire(plan, 0, command.stdin());
            wire(plan, 1, command.stdout());
            wire(plan, 2, command.stderr());
            plan.closeFrom(3);
            plan.chdir(command.directory().toString());
            long start = System.nanoTime();
            int pid = plan.spawn(program, command.argv(), env);
            SpawnedProcess process = new SpawnedProcess(pid, command, start, running::remove);
            running.add(process);
            process.watch();
            return process;
        }
    }

    private static void wire(SpawnPlan plan, int fd, Stdio stdio) {
        int flags = fd == 0 ? O_RDONLY : O_WRONLY_CREAT;
        if (stdio instanceof Stdio.Null) {
            plan.open(fd, "/dev/null", fd == 0 ? 0 : 1);
        } else if (stdio instanceof Stdio.ToFile file) {
            plan.open(fd, file.path().toString(), fd == 0 ? flags : flags | (file.append() ? O_APPEND : O_TRUNC));
        } else if (stdio instanceof Stdio.Descriptor descriptor) {
            plan.dup(descriptor.fd(), fd);
        }
    }

    @Override
    public void close() {
        running.forEach(SpawnedProcess::close);
    }
}
