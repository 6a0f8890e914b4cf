package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;

/** What stays {@code /proc/PID/fd/N} after resolving leads to no file: a pipe, a socket, … */
final class ProcFd {

    private ProcFd() {
    }

    static boolean isDescriptor(ByteString resolved) {
        return resolved.startsWith("/proc/") && resolved.toString().matches("/proc/[0-9]+/fd/[0-9]+");
    }

    /** The N of {@code /proc/self/fd/N}, {@code /proc/PID/fd/N} or {@code /dev/fd/N} of the task itself; -1 if it is none. */
    static int number(Task task, ByteString path) {
        String text = path.toString();
        boolean own = text.startsWith("/proc/self/fd/") || text.startsWith("/dev/fd/")
                || text.startsWith("/proc/thread-self/fd/") || text.startsWith("/proc/" + task.pid() + "/fd/");
        String last = text.substring(text.lastIndexOf('/') + 1);
        return own && last.matches("[0-9]{1,9}") ? Integer.parseInt(last) : -1;
    }
}
