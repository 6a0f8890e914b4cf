package io.roarbench.tracer.ebpf;

import java.util.Locale;

/** The programs' per-CPU counters. */
enum Counter {
    /** Records that went into the ring. */
    EMITTED,
    /** Made-up files ids. */
    FILES_IDS,
    /** Records that found no room in the ring. */
    RING_FULL,
    /** Tasks, or descriptor tables, that found no room in their map. */
    TASKS_FULL,
    FILES_FULL,
    /** A task's registers could not be read. */
    REGISTERS_FAULT,
    /** A path, or a structure that an argument points to, could not be read. */
    PATH_FAULT,
    MEMORY_FAULT,
    /** The kernel's path of a file could not be followed (gone at once, or too deep). */
    NAME_WALKS,
    /**
     * Reads and writes that may have begun before another thread closed and reopened the descriptor: it is not certain whose bytes they
     * were.
     */
    DESCRIPTOR_RACES;

    /** Whether each count is something lost. */
    boolean isLoss() {
        return this != EMITTED && this != FILES_IDS;
    }

    /** As in the report's {@code dropped}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
