package io.roarbench.tracer.ebpf;

import io.roarbench.linux.bpf.MapSpec;
import io.roarbench.linux.bpf.MapSpec.Type;
import java.util.List;

/**
 * The maps, and the layout of what kernel programs and reader exchange. All in the machine's byte order.
 *
 * <p>Maps: {@code tasks} thread id → files id (u32), task flags (u32), changes seen
 * (u64). {@code traced} thread id / 64 → a bit for each that may be in {@code tasks} (u64). {@code reused} files id, descriptor → the change at which it was closed or opened again (u64), opens less
 * closes (u64), for shared tables. {@code files} files id → tasks that share the descriptor
 * table (u64), which chunks exist (2 × u64). {@code chunks} files id, descriptor / 8 → owner's process id (u32), {@link #NAMES} of its
 * totals (u32), then for each of 8
 * descriptors read calls, read bytes, write calls, write bytes (u64). A <i>files id</i> stands for one kernel {@code files_struct}; it
 * is made up by the programs.
 */
final class Layout {

    static final String TASKS = "tasks";
    static final String FILES = "files";
    static final String CHUNKS = "chunks";
    static final String FRESH = "fresh_chunk";
    static final String SYSCALLS = "syscalls";
    static final String SCRATCH = "scratch";
    static final String COUNTERS = "counters";
    static final String TRACED = "traced";
    static final String STATE = "state";
    static final String REUSED = "reused";
    static final String RING = "ring";
    static final String NEXT = "next_program";

    static final int TASK_BYTES = 16;
    /** As the kernel's PID_MAX_LIMIT. */
    static final int MOST_THREAD_IDS = 1 << 22;

    /** Task flags: the next process that this thread makes is the command; a foreign system call was reported. */
    static final int ARMED = 1;
    static final int FOREIGN_SEEN = 2;
    /** Other tasks use its descriptor table, too. */
    static final int SHARED_FILES = 4;
    /** In a task's value: {@link #CHANGES} when its last system call ended. */
    static final int SEEN = 8;

    /** In the map of state: whether a shared mapping of a file exists that could be made writable. */
    static final int MAPPINGS = 0;
    /** Counts the changes of descriptors in tables that several tasks use. */
    static final int CHANGES = 1;
    /** Counts renames and links: what was read and written before one belongs to the names before. */
    static final int NAMES = 2;
    /** Of a descriptor number that was used again. */
    static final int OPENS = 8;

    static final int SYSCALL_LIMIT = 512;
    static final int CHUNK_FDS = 8;
    static final int CHUNKS_PER_FILES = 64;
    /** Descriptors from here on get a record for each read and write. */
    static final int COUNTED_FDS = CHUNK_FDS * CHUNKS_PER_FILES;
    static final int SLOT_BYTES = 32;
    static final int CHUNK_HEAD = 8;
    static final int CHUNK_BYTES = CHUNK_HEAD + CHUNK_FDS * SLOT_BYTES;
    static final int WRITE_IN_SLOT = 16;

    static final int PATH_LIMIT = 4096;

    /** A record: head, then bytes (paths with their NULs, arguments, or a chunk's 8 slots). */
    static final int NANOS = 0;
    static final int KIND = 8;
    static final int FLAGS = 10;
    static final int NUMBER = 12;
    static final int TID = 16;
    static final int TGID = 20;
    static final int FILES_ID = 24;
    static final int LENGTH_1 = 28;
    static final int LENGTH_2 = 30;
    static final int RESULT = 32;
    static final int ARGS = 40;
    static final int EXTRA = 88;
    /** Of totals: whose, and under which names; of a rename or link: its number. */
    static final int OWNER = 120;
    /** Bytes of the names that lead from the file to the root (last first, a NUL after each), then the file's mode. */
    static final int LENGTH_3 = 128;
    static final int MODE = 132;
    static final int HEAD_BYTES = 136;
    static final int RECORD_BYTES = HEAD_BYTES + 3 * PATH_LIMIT;
    /**
     * Behind the record in its scratch memory, for the program that goes on with it: the record's size so far, the handling, the
     * descriptor whose file is wanted.
     */
    static final int SIZE_SO_FAR = RECORD_BYTES;
    static final int HANDLING = RECORD_BYTES + 8;
    static final int SHOWN_FD = RECORD_BYTES + 16;
    static final int SCRATCH_BYTES = RECORD_BYTES + 24;

    /** Kinds of records. */
    static final int KIND_SYSCALL = 1;
    static final int KIND_CHUNK = 2;
    static final int KIND_FORK = 3;
    static final int KIND_EXEC = 4;
    static final int KIND_EXIT = 5;

    /** Record flags. */
    static final int PATH_1_FAULT = 1;
    static final int PATH_2_FAULT = 2;
    static final int FOREIGN = 4;
    static final int ROOT = 8;
    static final int PAYLOAD_FAULT = 16;
    /** The names are there; the file is one without a path (pipe, socket, memory); its mode is there. */
    static final int NAMED = 32;
    static final int NAMELESS = 64;
    static final int MODE_SEEN = 128;

    private Layout() {
    }

    /**
     * All maps.
     *
     * @param setup how large some of them are
     */
    static List<MapSpec> maps(EbpfSetup setup) {
        return List.of(
                new MapSpec(TASKS, Type.HASH, 4, TASK_BYTES, setup.mostTasks()),
                new MapSpec(FILES, Type.HASH, 4, 24, setup.mostTables()),
                new MapSpec(CHUNKS, Type.HASH, 8, CHUNK_BYTES, 32768),
                new MapSpec(FRESH, Type.PER_CPU_ARRAY, 4, CHUNK_BYTES, 1),
                new MapSpec(SYSCALLS, Type.ARRAY, 4, 8, SYSCALL_LIMIT),
                new MapSpec(SCRATCH, Type.PER_CPU_ARRAY, 4, SCRATCH_BYTES, 3),
                new MapSpec(COUNTERS, Type.PER_CPU_ARRAY, 4, 8, Counter.values().length),
                new MapSpec(TRACED, Type.ARRAY, 4, 8, MOST_THREAD_IDS / 64),
                new MapSpec(STATE, Type.ARRAY, 4, 8, 3),
                new MapSpec(REUSED, Type.LRU_HASH, 8, 16, 65536),
                new MapSpec(NEXT, Type.PROGRAM_ARRAY, 4, 4, 1),
                new MapSpec(RING, Type.RING_BUFFER, 0, 0, setup.ringBytes()));
    }
}
