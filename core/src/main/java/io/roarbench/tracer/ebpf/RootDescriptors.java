package io.roarbench.tracer.ebpf;

import io.roarbench.linux.ByteString;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.event.TraceEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the command starts with: working directory and the three standard descriptors, as the request says. */
final class RootDescriptors {

    private static final int O_WRONLY = 1;
    private static final int O_APPEND = 02000;

    private final Command command;
    private final DescriptorLookup lookup;

    RootDescriptors(Command command, DescriptorLookup lookup) {
        this.command = command;
        this.lookup = lookup;
    }

    /** Before the command's first exec. */
    List<TraceEvent> events(long nanos, int pid) throws IOException {
        List<TraceEvent> events = new ArrayList<>();
        Path cwd = command.directory().toRealPath();
        events.add(new TraceEvent.Start(nanos, pid, ByteString.utf8(cwd.toString())));
        events.add(descriptor(nanos, pid, 0, command.stdin()));
        events.add(descriptor(nanos, pid, 1, command.stdout()));
        events.add(descriptor(nanos, pid, 2, command.stderr()));
        return events;
    }

    private TraceEvent descriptor(long nanos, int pid, int fd, Stdio stdio) throws IOException {
        int access = fd == 0 ? 0 : O_WRONLY;
        if (stdio instanceof Stdio.Null) {
            return new TraceEvent.FdIdentity(nanos, pid, fd, ByteString.utf8("/dev/null"), access);
        }
        if (stdio instanceof Stdio.ToFile file) {
            Path real = command.directory().resolve(file.path()).toRealPath();
            int flags = access | (file.append() ? O_APPEND : 0);
            return new TraceEvent.FdIdentity(nanos, pid, fd, ByteString.utf8(real.toString()), flags);
        }
        int own = stdio instanceof Stdio.Descriptor descriptor ? descriptor.fd() : fd;
        TraceEvent.FdIdentity identity = lookup.own(nanos, pid, own, fd);
        return identity != null ? identity : new TraceEvent.Close(nanos, pid, fd);
    }
}
