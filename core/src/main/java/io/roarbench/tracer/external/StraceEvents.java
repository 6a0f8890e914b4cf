package io.roarbench.tracer.external;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.event.Creation;
import io.roarbench.tracer.event.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes events of strace's system calls. Lines have no order in time but that of the file. */
final class StraceEvents {

    private static final int AT_FDCWD = TraceEvent.AT_FDCWD;
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern WITH_PATH = Pattern.compile("(\\d+)<(/.*?)>(?:\\(deleted\\))?");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Map<String, Integer> FLAGS = Map.of("O_WRONLY", 1, "O_RDWR", 2, "O_CREAT", 0100, "O_EXCL", 0200,
            "O_TRUNC", 01000, "O_APPEND", 02000, "O_CLOEXEC", 02000000, "O_PATH", 010000000, "O_TMPFILE", 020200000,
            "O_DIRECTORY", 0200000);
    private static final Set<String> CLONES = Set.of("clone", "clone3", "fork", "vfork");

    private final Consumer<TraceEvent> events;
    private final Set<Integer> known = new HashSet<>();
    private final Map<Integer, Integer> processOf = new HashMap<>();
    private final Set<Integer> ended = new HashSet<>();
    private final List<Integer> cloning = new ArrayList<>();
    private final Map<Integer, String> cloneCalls = new HashMap<>();
    private long tick;

    StraceEvents(Consumer<TraceEvent> events) {
        this.events = events;
    }

    /** A call that has not returned: a child may show up before its parent's clone does. */
    void entered(int pid, String start) {
        first(pid);
        String name = start.substring(0, Math.max(0, start.indexOf('(')));
        if (CLONES.contains(name)) {
            cloning.add(pid);
            cloneCalls.put(pid, start);
        }
    }

    private void first(int pid) {
        if (known.add(pid)) {
            processOf.putIfAbsent(pid, pid);
            if (known.size() > 1 && !cloning.isEmpty()) {
                int parent = cloning.get(0);
                cloned(parent, pid, cloneCalls.get(parent));
            }
        }
    }

    private void cloned(int parent, int child, String call) {
        known.add(child);
        cloning.remove((Integer) parent);
        boolean thread = call.contains("CLONE_THREAD");
        processOf.put(child, thread ? processOf.get(parent) : child);
        events.accept(new TraceEvent.Clone(tick++, parent, child, thread, 0, call.contains("CLONE_FILES"),
                call.contains("CLONE_FS")));
    }

    /** strace waits for all; with {@code -qq} it does not say how they ended. */
    void endOfFile() {
        known.stream().filter(pid -> processOf.get(pid).equals(pid) && !ended.contains(pid)).toList()
                .forEach(pid -> ended(pid, -1));
    }

    void ended(int pid, int status) {
        first(pid);
        ended.add(pid);
        boolean leader = processOf.getOrDefault(pid, pid) == pid;
        events.accept(leader ? new TraceEvent.ProcessExit(tick++, pid, status) : new TraceEvent.ThreadExit(tick++, pid));
    }

    void accept(StraceLine c) {
        first(c.pid());
        if (CLONES.contains(c.name())) {
            int child = (int) c.result();
            if (child > 0 && !known.contains(child)) {
                cloned(c.pid(), child, String.join(",", c.args()));
            }
            return;
        }
        identify(c);
        TraceEvent event = descriptorEvent(c);
        event = event != null ? event : ioEvent(c);
        event = event != null ? event : nameEvent(c);
        if (event != null) {
            events.accept(event);
        }
        specials(c);
    }

    /** With {@code -y} the path stands beside each descriptor: {@code 3</tmp/x>}. */
    private void identify(StraceLine c) {
        for (String argument : c.args()) {
            Matcher path = WITH_PATH.matcher(argument);
            if (path.matches()) {
                ByteString name = StraceLine.unescape('"' + path.group(2) + '"');
                events.accept(new TraceEvent.FdIdentity(tick++, c.pid(), Integer.parseInt(path.group(1)), name, 0));
            }
        }
    }

    private TraceEvent descriptorEvent(StraceLine c) {
        int result = (int) c.result();
        return switch (c.name()) {
            case "open" -> open(c, AT_FDCWD, 0, 1);
            case "creat" -> new TraceEvent.Open(tick++, c.pid(), result, AT_FDCWD, c.string(0), 01101, Creation.UNKNOWN, null);
            case "openat", "openat2" -> open(c, c.number(0), 1, 2);
            case "close" -> new TraceEvent.Close(tick++, c.pid(), c.number(0));
            case "close_range" -> new TraceEvent.CloseRange(tick++, c.pid(), c.number(0), c.number(1),
                    c.has(2, "CLOSE_RANGE_CLOEXEC") ? 4 : 0);
            case "dup", "dup2", "dup3" -> new TraceEvent.Dup(tick++, c.pid(), c.number(0), result, c.has(2, "O_CLOEXEC"));
            case "fcntl" -> fcntl(c);
            case "chdir" -> new TraceEvent.Chdir(tick++, c.pid(), c.string(0), null);
            case "fchdir" -> new TraceEvent.Fchdir(tick++, c.pid(), c.number(0));
            case "execve" -> new TraceEvent.Exec(tick++, processOf.getOrDefault(c.pid(), c.pid()), c.pid(), c.string(0), null,
                    strings(c.arg(1)));
            default -> null;
        };
    }

    private TraceEvent ioEvent(StraceLine c) {
        long n = c.result();
        return switch (c.name()) {
            case "read", "readv", "pread64", "preadv", "preadv2" -> new TraceEvent.Io(tick++, c.pid(), c.number(0),
                    n > 0 ? 1 : 0, n, 0, 0);
            case "write", "writev", "pwrite64", "pwritev", "pwritev2" -> new TraceEvent.Io(tick++, c.pid(), c.number(0), 0, 0,
                    n > 0 ? 1 : 0, n);
            case "sendfile" -> n > 0 ? new TraceEvent.Copy(tick++, c.pid(), c.number(1), c.number(0), n) : null;
            case "splice", "copy_file_range" -> n > 0
                    ? new TraceEvent.Copy(tick++, c.pid(), c.number(0), c.number(2), n) : null;
            case "mmap" -> c.number(4) < 0 ? null : new TraceEvent.Mmap(tick++, c.pid(), c.number(4),
                    (c.has(2, "PROT_READ") ? 1 : 0) | (c.has(2, "PROT_WRITE") ? 2 : 0) | (c.has(2, "PROT_EXEC") ? 4 : 0),
                    c.has(3, "MAP_SHARED") ? 1 : 2);
            case "ftruncate", "fallocate" -> new TraceEvent.TruncateFd(tick++, c.pid(), c.number(0));
            case "truncate" -> new TraceEvent.Truncate(tick++, c.pid(), c.string(0), null);
            default -> null;
        };
    }

    private TraceEvent nameEvent(StraceLine c) {
        int pid = c.pid();
        return switch (c.name()) {
            case "rename" -> new TraceEvent.Rename(tick++, pid, AT_FDCWD, c.string(0), AT_FDCWD, c.string(1), 0, 0);
            case "renameat", "renameat2" -> new TraceEvent.Rename(tick++, pid, c.number(0), c.string(1), c.number(2), c.string(3),
                    c.has(4, "RENAME_EXCHANGE") ? 2 : 0, 0);
            case "link" -> new TraceEvent.Link(tick++, pid, AT_FDCWD, c.string(0), AT_FDCWD, c.string(1), 0, 0);
            case "linkat" -> new TraceEvent.Link(tick++, pid, c.number(0), c.string(1), c.number(2), c.string(3),
                    c.has(4, "AT_SYMLINK_FOLLOW") ? 0x400 : 0, 0);
            case "symlink" -> new TraceEvent.Symlink(tick++, pid, c.string(0), AT_FDCWD, c.string(1));
            case "symlinkat" -> new TraceEvent.Symlink(tick++, pid, c.string(0), c.number(1), c.string(2));
            case "unlink" -> new TraceEvent.Unlink(tick++, pid, AT_FDCWD, c.string(0), false);
            case "rmdir" -> new TraceEvent.Unlink(tick++, pid, AT_FDCWD, c.string(0), true);
            case "unlinkat" -> new TraceEvent.Unlink(tick++, pid, c.number(0), c.string(1), c.has(2, "AT_REMOVEDIR"));
            case "mkdir" -> new TraceEvent.Make(tick++, pid, AT_FDCWD, c.string(0), true);
            case "mkdirat" -> new TraceEvent.Make(tick++, pid, c.number(0), c.string(1), true);
            case "mknod" -> new TraceEvent.Make(tick++, pid, AT_FDCWD, c.string(0), false);
            case "mknodat" -> new TraceEvent.Make(tick++, pid, c.number(0), c.string(1), false);
            default -> null;
        };
    }

    private TraceEvent open(StraceLine c, int dirfd, int path, int flagsAt) {
        int flags = FLAGS.entrySet().stream().filter(e -> c.has(flagsAt, e.getKey())).mapToInt(Map.Entry::getValue)
                .reduce(0, (a, b) -> a | b);
        return new TraceEvent.Open(tick++, c.pid(), (int) c.result(), dirfd, c.string(path), flags, Creation.UNKNOWN, null);
    }

    private TraceEvent fcntl(StraceLine c) {
        return switch (c.arg(1)) {
            case "F_DUPFD", "F_DUPFD_CLOEXEC" -> new TraceEvent.Dup(tick++, c.pid(), c.number(0), (int) c.result(),
                    c.arg(1).endsWith("CLOEXEC"));
            case "F_SETFD" -> new TraceEvent.CloseOnExec(tick++, c.pid(), c.number(0), c.has(2, "FD_CLOEXEC"));
            default -> null;
        };
    }

    /** Descriptors that are no files. */
    private void specials(StraceLine c) {
        switch (c.name()) {
            case "pipe", "pipe2", "socketpair" -> numbers(c.arg(c.name().equals("socketpair") ? 3 : 0))
                    .forEach(fd -> special(c, fd));
            case "socket", "accept", "accept4", "memfd_create", "eventfd2", "epoll_create1", "epoll_create", "timerfd_create",
                    "signalfd4", "inotify_init1", "pidfd_open", "io_uring_setup", "userfaultfd" -> special(c, (int) c.result());
            default -> { }
        }
    }

    private void special(StraceLine c, int fd) {
        events.accept(new TraceEvent.OpenSpecial(tick++, c.pid(), fd, String.join(" ", c.args()).contains("CLOEXEC")));
    }

    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (Matcher m = NUMBER.matcher(text.replaceAll("<[^>]*>", "")); m.find();) {
            numbers.add(Integer.valueOf(m.group()));
        }
        return numbers;
    }

    private static List<ByteString> strings(String text) {
        List<ByteString> strings = new ArrayList<>();
        for (Matcher m = STRING.matcher(text); m.find();) {
            strings.add(StraceLine.unescape(m.group()));
        }
        return strings;
    }
}
