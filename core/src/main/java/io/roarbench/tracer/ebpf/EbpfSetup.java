package io.roarbench.tracer.ebpf;

import java.io.IOException;
import java.util.Optional;

/**
 * How large things are, and what tests change.
 *
 * @param ringBytes size of the ring buffer
 * @param mostTasks threads that can be followed at a time
 * @param mostTables descriptor tables that can be followed at a time
 * @param offsets where the layout of the kernel's structures comes from
 * @param witness is told of each trace's start
 */
record EbpfSetup(int ringBytes, int mostTasks, int mostTables, OffsetSource offsets, Witness witness) {

    private static final int MOST = 65536;

    EbpfSetup {
        if (ringBytes < 4096 || Integer.bitCount(ringBytes) != 1) {
            throw new IllegalArgumentException("ring size must be a power of two of at least 4096: " + ringBytes);
        }
    }

    /** As in production, with this ring. */
    static EbpfSetup withRing(int ringBytes) {
        return new EbpfSetup(ringBytes, MOST, MOST, KernelOffsets::ofThisKernel, new Witness() { });
    }

    EbpfSetup withMost(int tasks, int tables) {
        return new EbpfSetup(ringBytes, tasks, tables, offsets, witness);
    }

    EbpfSetup with(OffsetSource other) {
        return new EbpfSetup(ringBytes, mostTasks, mostTables, other, witness);
    }

    EbpfSetup with(Witness other) {
        return new EbpfSetup(ringBytes, mostTasks, mostTables, offsets, other);
    }

    /** Empty where the kernel does not describe its types. */
    interface OffsetSource {
        Optional<KernelOffsets> read() throws IOException;
    }

    /** Where a test makes happen what goes wrong otherwise once in a long while. */
    interface Witness {

        /** The programs are attached, the command is not started. */
        default void beforeCommand(KernelSide kernel) throws IOException {
        }

        /** On the thread that reads the ring, before it looks into it. */
        default void beforeReading(KernelSide kernel) {
        }
    }
}
