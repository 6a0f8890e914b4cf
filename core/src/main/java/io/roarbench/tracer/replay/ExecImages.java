package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.event.TraceEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which files the kernel itself reads to run a program: scripts, their interpreters, the dynamic linker (execve(2)). */
final class ExecImages {

    /** As the kernel's BINPRM_BUF_SIZE, and enough for the program headers of usual binaries. */
    private static final int HEAD = 4096;
    private static final int SCRIPT_LINE = 256;
    /** The kernel gives up after so many interpreters of interpreters. */
    private static final int MAX_DEPTH = 5;
    private static final int PT_INTERP = 3;

    private final FileSystemView view;
    private final PathResolver resolver;
    private final Map<ByteString, ByteString> interpreters = new HashMap<>();

    ExecImages(FileSystemView view, PathResolver resolver) {
        this.view = view;
        this.resolver = resolver;
    }

    /**
     * The files read, in order: script(s), binary, dynamic linker.
     *
     * @param path resolved path of what was passed to execve; null if unknown
     * @param exe the program that runs as the kernel says; null if unknown
     */
    List<ByteString> loadedBy(ByteString path, ByteString exe, Task task, Tasks tasks) {
        List<ByteString> loaded = new ArrayList<>();
        ByteString next = path != null && !isMemory(path) ? path : exe;
        boolean seenExe = exe == null || isMemory(exe);
        while (next != null && loaded.size() <= MAX_DEPTH && !loaded.contains(next)) {
            loaded.add(next);
            seenExe |= next.equals(exe);
            ByteString named = interpreter(next);
            ByteString absolute = named.isEmpty() ? null : resolver.absolute(task, TraceEvent.AT_FDCWD, named);
            next = absolute == null ? null : resolver.resolve(task, tasks, absolute, true);
        }
        if (!seenExe) {
            loaded.addAll(loadedBy(null, exe, task, tasks));
        }
        return loaded;
    }

    /** memfd_create and the like: no file. */
    static boolean isMemory(ByteString exe) {
        return exe.startsWith("/memfd:") || exe.startsWith("/proc/");
    }

    /** The binary among what {@link #loadedBy} gave; null if there is none. */
    ByteString program(List<ByteString> loaded) {
        return loaded.isEmpty() ? null
                : loaded.size() == 1 ? loaded.get(0)
                : loaded.stream().filter(path -> !isScript(view.head(path, 2))).findFirst().orElse(loaded.get(0));
    }

    /** Whether a link that was followed late leads to a binary which is not what was run. */
    boolean contradicts(Paths.Found found, ByteString exe) {
        return found.alias() != null && !found.path().equals(exe) && !isMemory(exe) && isElf(view.head(found.path(), HEAD));
    }

    private ByteString interpreter(ByteString path) {
        return interpreters.computeIfAbsent(path, file -> interpreter(view.head(file, HEAD)));
    }

    private static boolean isScript(byte[] head) {
        return head.length >= 2 && head[0] == '#' && head[1] == '!';
    }

    private static ByteString interpreter(byte[] head) {
        if (isScript(head)) {
            return ofScript(head);
        }
        return isElf(head) ? ofElf(head) : ByteString.EMPTY;
    }

    private static boolean isElf(byte[] head) {
        return head.length >= 64 && head[0] == 0x7f && head[1] == 'E' && head[2] == 'L' && head[3] == 'F';
    }

    private static ByteString ofScript(byte[] head) {
        int from = 2;
        int limit = Math.min(head.length, SCRIPT_LINE);
        while (from < limit && (head[from] == ' ' || head[from] == '\t')) {
            from++;
        }
        int to = from;
        while (to < limit && head[to] != ' ' && head[to] != '\t' && head[to] != '\n' && head[to] != 0) {
            to++;
        }
        return ByteString.of(Arrays.copyOfRange(head, from, to));
    }

    /** Elf64_Ehdr / Elf32_Ehdr, elf(5). */
    private static ByteString ofElf(byte[] head) {
        boolean wide = head[4] == 2;
        ByteBuffer elf = ByteBuffer.wrap(head).order(head[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long table = wide ? elf.getLong(32) : elf.getInt(28);
        int size = elf.getShort(wide ? 54 : 42);
        int count = elf.getShort(wide ? 56 : 44);
        for (int i = 0; i < count; i++) {
            long header = table + (long) i * size;
            if (header < 0 || header + size > head.length) {
                return ByteString.EMPTY;
            }
            if (elf.getInt((int) header) == PT_INTERP) {
                long offset = wide ? elf.getLong((int) header + 8) : elf.getInt((int) header + 4);
                long length = wide ? elf.getLong((int) header + 32) : elf.getInt((int) header + 16);
                boolean inside = offset >= 0 && length > 1 && offset + length <= head.length;
                return inside ? ByteString.of(head, (int) offset, (int) length - 1) : ByteString.EMPTY;
            }
        }
        return ByteString.EMPTY;
    }
}
