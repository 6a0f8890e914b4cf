package io.roarbench.linux.bpf;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The kernel's tracing file system. Where nobody has mounted it, it is mounted detached ({@code fsmount(2)}, Linux 5.2, needs
 * CAP_SYS_ADMIN): reachable through a descriptor of this process only, and gone with it.
 */
public final class Tracefs implements AutoCloseable {

    private static final int SYS_FSOPEN = 430;
    private static final int SYS_FSCONFIG = 431;
    private static final int SYS_FSMOUNT = 432;
    private static final int CLOEXEC = 1;
    private static final int FSCONFIG_CMD_CREATE = 6;
    private static final List<Path> USUAL = List.of(Path.of("/sys/kernel/tracing"), Path.of("/sys/kernel/debug/tracing"));

    private final Path root;
    private final Kernel kernel;
    private final int mountFd;

    private Tracefs(Path root, Kernel kernel, int mountFd) {
        this.root = root;
        this.kernel = kernel;
        this.mountFd = mountFd;
    }

    /** Opens it. @throws IOException if it is neither mounted and readable, nor can be mounted */
    public static Tracefs open() throws IOException {
        Kernel kernel = new Kernel();
        for (Path path : USUAL) {
            if (Files.isReadable(path.resolve("events/sched/sched_process_exec/format"))) {
                return new Tracefs(path, kernel, -1);
            }
        }
        int mount = mountDetached(kernel);
        return new Tracefs(Path.of("/proc/self/fd/" + mount), kernel, mount);
    }

    private static int mountDetached(Kernel kernel) throws IOException {
        try (Memory name = new Memory(8)) {
            name.setString(0, "tracefs");
            int context = kernel.call("fsopen(tracefs)", SYS_FSOPEN, Pointer.nativeValue(name), CLOEXEC, 0, 0, 0);
            try {
                kernel.call("fsconfig(tracefs)", SYS_FSCONFIG, context, FSCONFIG_CMD_CREATE, 0, 0, 0);
                return kernel.call("fsmount(tracefs)", SYS_FSMOUNT, context, CLOEXEC, 0, 0, 0);
            } finally {
                kernel.libc().close(context);
            }
        } catch (IOException e) {
            throw new IOException("tracefs is neither mounted on /sys/kernel/tracing and readable, nor can it be mounted: "
                    + e.getMessage() + "; mount -t tracefs tracefs /sys/kernel/tracing, or run as root", e);
        }
    }

    /** The format of a tracepoint, e.g. ("sched", "sched_process_exec"). */
    public TracepointFormat format(String system, String tracepoint) throws IOException {
        return TracepointFormat.parse(Files.readString(
                root.resolve("events").resolve(system).resolve(tracepoint).resolve("format")));
    }

    /** Where it was found, for reports. */
    public String location() {
        return mountFd < 0 ? root.toString() : "mounted detached";
    }

    @Override
    public void close() {
        if (mountFd >= 0) {
            kernel.libc().close(mountFd);
        }
    }
}
