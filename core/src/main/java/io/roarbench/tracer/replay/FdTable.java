package io.roarbench.tracer.replay;

import java.util.HashMap;
import java.util.Map;

/** A kernel {@code files_struct}: shared by threads and by {@code CLONE_FILES} children. */
final class FdTable {

    private final Map<Integer, Slot> slots;

    private record Slot(OpenFile file, boolean closeOnExec) {
    }

    FdTable() {
        this(new HashMap<>());
    }

    private FdTable(Map<Integer, Slot> slots) {
        this.slots = slots;
    }

    FdTable copy() {
        return new FdTable(new HashMap<>(slots));
    }

    /** Null if nothing is known to be open there. */
    OpenFile get(int fd) {
        Slot slot = slots.get(fd);
        return slot == null ? null : slot.file();
    }

    void put(int fd, OpenFile file, boolean closeOnExec) {
        slots.put(fd, new Slot(file, closeOnExec));
    }

    void close(int fd) {
        slots.remove(fd);
    }

    void closeRange(int first, int last) {
        slots.keySet().removeIf(fd -> inRange(fd, first, last));
    }

    void closeOnExecRange(int first, int last) {
        slots.replaceAll((fd, slot) -> inRange(fd, first, last) ? new Slot(slot.file(), true) : slot);
    }

    void closeOnExec(int fd, boolean on) {
        slots.computeIfPresent(fd, (n, slot) -> new Slot(slot.file(), on));
    }

    void exec() {
        slots.values().removeIf(Slot::closeOnExec);
    }

    private static boolean inRange(int fd, int first, int last) {
        return Integer.compareUnsigned(fd, first) >= 0 && Integer.compareUnsigned(fd, last) <= 0;
    }
}
