package io.roarbench.tracer.ebpf;

import io.roarbench.linux.bpf.RingBuffer;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.event.TraceEvent;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns what was taken from the ring into trace events. Not thread-safe. */
final class Translator {

    private final EventSink sink;
    private final ProcessRecords processes;
    private final SyscallRecords syscalls;
    private final Map<Integer, Syscall> byNumber = new HashMap<>();
    private long records;
    private long lastNanos;

    Translator(Architecture architecture, EventSink sink, RootDescriptors start, DescriptorLookup lookup) {
        this.sink = sink;
        SharedTables tables = new SharedTables();
        this.processes = new ProcessRecords(sink, start, lookup, tables);
        this.syscalls = new SyscallRecords(sink, lookup, tables);
        for (Syscall syscall : Syscall.values()) {
            byNumber.put(syscall.number(architecture), syscall);
        }
        byNumber.remove(-1);
    }

    ProcessRecords processes() {
        return processes;
    }

    /** The run is over; {@code status} is the command's. */
    void finish(int status) {
        syscalls.finish();
        processes.finish(status);
    }

    /** How many records were seen: must be what the programs say they sent. */
    long records() {
        return records;
    }

    /** Translates whole records as {@link RingBuffer#take} gives them. */
    void translate(ByteBuffer taken) {
        for (int at = 0; at < taken.capacity();) {
            int length = taken.getInt(at);
            if (!RingBuffer.discarded(length)) {
                records++;
                translate(new RawRecord(taken, at + 8, length));
            }
            at += RingBuffer.recordBytes(length);
        }
    }

    private void translate(RawRecord record) {
        lastNanos = Math.max(lastNanos, record.nanos());
        switch (record.kind()) {
            case Layout.KIND_FORK -> processes.forked(record);
            case Layout.KIND_EXEC -> processes.executing(record);
            case Layout.KIND_EXIT -> processes.exited(record);
            case Layout.KIND_CHUNK -> chunk(record);
            case Layout.KIND_SYSCALL -> syscall(record);
            default -> throw new IllegalStateException("unknown kind of record: " + record.kind());
        }
    }

    private void syscall(RawRecord record) {
        if (!processes.running()) {
            return;
        }
        Syscall syscall = byNumber.get(record.number());
        if (processes.isExecuting(record.tid())) {
            boolean second = syscall == Syscall.EXECVE || syscall == Syscall.EXECVEAT;
            processes.arguments(record.tid(), second ? record.strings() : List.of(), second ? record.kernelPath() : null);
        }
        if (record.has(Layout.FOREIGN)) {
            sink.accept(new TraceEvent.Flag(lastNanos, record.tid(), IncompleteReason.FOREIGN_ARCHITECTURE,
                    "process " + record.tgid()));
        } else if (syscall == Syscall.WAIT4) {
            processes.waited4(record);
        } else if (syscall == Syscall.WAITID) {
            processes.waitedId(record);
        } else if (syscall != null) {
            syscalls.accept(syscall, record, lastNanos);
        }
    }

    /** Totals of up to 8 descriptors. */
    private void chunk(RawRecord record) {
        if (!processes.running()) {
            return;
        }
        int first = record.intArg(0) * Layout.CHUNK_FDS;
        for (int i = 0; i < Layout.CHUNK_FDS; i++) {
            int slot = i * Layout.SLOT_BYTES;
            long readCalls = record.body(slot);
            long writeCalls = record.body(slot + Layout.WRITE_IN_SLOT);
            if (readCalls != 0 || writeCalls != 0) {
                syscalls.totals(record, lastNanos, first + i, readCalls, record.body(slot + 8), writeCalls,
                        record.body(slot + Layout.WRITE_IN_SLOT + 8));
            }
        }
    }
}
