package io.roarbench.tracer.ebpf;

/**
 * What the kernel program does at the return of one system call, packed into the 64 bits that it finds in its table.
 *
 * @param action what to do
 * @param flags some of the constants here
 * @param path1 index of the argument that is the first path
 * @param path2 index of the argument that is the second path
 * @param payload index of the argument that points to memory to copy
 * @param payloadBytes how many, at most 32
 */
record Handling(Action action, int flags, int path1, int path2, int payload, int payloadBytes) {

    /** Also when the call failed (but not with EBADF). */
    static final int ON_ERROR = 1 << 8;
    /** Only when the result is more than 0. */
    static final int POSITIVE = 1 << 9;
    /** Descriptor in argument 0 ends: take its totals along. */
    static final int ENDS_FD_0 = 1 << 10;
    /** Descriptor in argument 1 ends. */
    static final int ENDS_FD_1 = 1 << 11;
    /** Descriptors may end: write out all totals first. */
    static final int ENDS_ALL = 1 << 12;
    static final int PAYLOAD = 1 << 13;
    static final int PATH_1 = 1 << 14;
    static final int PATH_2 = 1 << 15;
    /** Take the arguments of the new program from its stack. */
    static final int ARGUMENTS = 1 << 16;
    /** Set by the program itself for a system call of another convention. */
    static final int FOREIGN = 1 << 17;

    /** With ENDS_ALL: argument 2 may ask for a descriptor table of its own (close_range). */
    static final int RANGE = 1 << 18;

    /**
     * The result is a new descriptor: take along totals that are there already. They are of a file whose close by another thread has
     * happened but is not told yet.
     */
    static final int MAKES_FD = 1 << 19;

    /** Of what file the kernel's own path is wanted: the resulting descriptor's, the working directory, the program. */
    static final int SHOWS_FILE = 1 << 20;
    static final int SHOWS_DIRECTORY = 1 << 21;
    static final int SHOWS_PROGRAM = 1 << 22;
    /** Files get other names: counts in {@link Layout#NAMES}. */
    static final int NEW_NAMES = 1 << 23;
    /** That of the descriptor in the payload, if it is a control message with one. */
    static final int SHOWS_RECEIVED = 1 << 24;
    static final int SHOWS = SHOWS_FILE | SHOWS_DIRECTORY | SHOWS_PROGRAM;

    static final int PATH_1_SHIFT = 32;
    static final int PATH_2_SHIFT = 36;
    static final int PAYLOAD_SHIFT = 40;
    static final int PAYLOAD_BYTES_SHIFT = 44;

    enum Action {
        NONE, READ, WRITE, RECORD, MMAP, IOCTL, FCNTL, UNSHARE, MESSAGE, MEMORY, PROTECT;

        int code() {
            return ordinal();
        }
    }

    static Handling of(Action action) {
        int positive = action == Action.READ || action == Action.WRITE ? POSITIVE : 0;
        return new Handling(action, positive, 0, 0, 0, 0);
    }

    static Handling record() {
        return of(Action.RECORD);
    }

    /** What was written so far belongs to the name that the file has so far: the record counts such changes. */
    static Handling renaming() {
        return record().with(NEW_NAMES);
    }

    /** A call whose result is a new descriptor. */
    static Handling opening() {
        return record().with(MAKES_FD);
    }

    Handling with(int flag) {
        return new Handling(action, flags | flag, path1, path2, payload, payloadBytes);
    }

    Handling path(int argument) {
        return new Handling(action, flags | PATH_1, argument, path2, payload, payloadBytes);
    }

    Handling paths(int first, int second) {
        return new Handling(action, flags | PATH_1 | PATH_2, first, second, payload, payloadBytes);
    }

    Handling memory(int argument, int bytes) {
        return new Handling(action, flags | PAYLOAD, path1, path2, argument, bytes);
    }

    long packed() {
        return action.code() | flags | (long) path1 << PATH_1_SHIFT | (long) path2 << PATH_2_SHIFT
                | (long) payload << PAYLOAD_SHIFT | (long) payloadBytes << PAYLOAD_BYTES_SHIFT;
    }
}
