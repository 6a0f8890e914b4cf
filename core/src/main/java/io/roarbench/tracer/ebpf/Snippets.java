package io.roarbench.tracer.ebpf;

import static io.roarbench.tracer.ebpf.asm.Register.R0;
import static io.roarbench.tracer.ebpf.asm.Register.R1;
import static io.roarbench.tracer.ebpf.asm.Register.R10;
import static io.roarbench.tracer.ebpf.asm.Register.R2;
import static io.roarbench.tracer.ebpf.asm.Register.R3;
import static io.roarbench.tracer.ebpf.asm.Register.R4;
import static io.roarbench.tracer.ebpf.asm.Register.R5;
import static io.roarbench.tracer.ebpf.asm.Register.R7;
import static io.roarbench.tracer.ebpf.asm.Register.R8;
import static io.roarbench.tracer.ebpf.asm.Register.R9;

import io.roarbench.tracer.ebpf.asm.AluOp;
import io.roarbench.tracer.ebpf.asm.Assembler;
import io.roarbench.tracer.ebpf.asm.AtomicOp;
import io.roarbench.tracer.ebpf.asm.Condition;
import io.roarbench.tracer.ebpf.asm.HelperFunction;
import io.roarbench.tracer.ebpf.asm.Label;
import io.roarbench.tracer.ebpf.asm.Register;
import io.roarbench.tracer.ebpf.asm.Size;

/**
 * Pieces of code that the programs have in common.
 *
 * <p>By agreement R7 holds {@code bpf_get_current_pid_tgid()}; R9, where a record is being made, its scratch memory. Below the
 * frame pointer: 8 bytes for keys, then 4 × 8 for spilled values (SPILL_1 nearest).
 */
final class Snippets {

    static final int KEY = -8;
    static final int SPILL_1 = -16;
    static final int SPILL_2 = -24;
    static final int SPILL_3 = -32;
    static final int SPILL_4 = -40;

    private static final int NO_WAKEUP = 1;

    private final Assembler code;

    Snippets(Assembler code) {
        this.code = code;
    }

    /** R0 = the value for the key at KEY, or 0. */
    void lookup(String map) {
        code.map(R1, map).address(R2, R10, KEY).call(HelperFunction.MAP_LOOKUP_ELEM);
    }

    /** The same with a constant key. */
    void lookup(String map, int key) {
        code.store(Size.WORD, R10, KEY, key);
        lookup(map);
    }

    /** R0 = 0 if stored: key at KEY, value at {@code value} below the frame pointer. */
    void update(String map, int value) {
        code.map(R1, map).address(R2, R10, KEY).address(R3, R10, value).mov(R4, 0)
                .call(HelperFunction.MAP_UPDATE_ELEM);
    }

    /** Removes the key at KEY. */
    void delete(String map) {
        code.map(R1, map).address(R2, R10, KEY).call(HelperFunction.MAP_DELETE_ELEM);
    }

    /** Adds one to a counter. Loses R0–R5 and the key. */
    void count(Counter counter) {
        Label skip = new Label("counted");
        lookup(Layout.COUNTERS, counter.ordinal());
        code.jumpIf(Condition.EQ, R0, 0, skip).mov(R1, 1).atomic(AtomicOp.ADD, R0, 0, R1).place(skip);
    }

    /**
     * R0 = 0 if stored: the value of a task, whose id is in the record at {@code id}; its last system call counts as ended now. Loses two
     * spills.
     *
     * @param task flags and files id
     */
    void storeTask(Register task, int id) {
        Label known = new Label("changes_known");
        code.store(Size.DOUBLE, R10, SPILL_2, task).store(Size.DOUBLE, R10, SPILL_1, 0);
        lookup(Layout.STATE, Layout.CHANGES);
        code.jumpIf(Condition.EQ, R0, 0, known).load(Size.DOUBLE, R1, R0, 0).store(Size.DOUBLE, R10, SPILL_1, R1)
                .place(known).load(Size.WORD, R1, R9, id).store(Size.WORD, R10, KEY, R1);
        traced(AtomicOp.OR);
        update(Layout.TASKS, SPILL_2);
    }

    /** R0 = address of the word, R1 = the bit, of the thread whose id is at KEY, in the map that tells untraced threads. */
    private void tracedBit(Label missing) {
        code.load(Size.WORD, R1, R10, KEY).store(Size.WORD, R10, SPILL_4, R1).alu(AluOp.RSH, R1, 6)
                .store(Size.WORD, R10, SPILL_4 + 4, R1).map(R1, Layout.TRACED).address(R2, R10, SPILL_4 + 4)
                .call(HelperFunction.MAP_LOOKUP_ELEM).jumpIf(Condition.EQ, R0, 0, missing)
                .load(Size.WORD, R2, R10, SPILL_4).alu(AluOp.AND, R2, 63).mov(R1, 1).alu(AluOp.LSH, R1, R2);
    }

    /** Sets (OR) or clears (XOR, if it is set) the bit of the thread whose id is at KEY. Loses SPILL_4. */
    void traced(AtomicOp op) {
        Label done = new Label("bit_done");
        tracedBit(done);
        if (op == AtomicOp.XOR) {
            code.load(Size.DOUBLE, R2, R0, 0).alu(AluOp.AND, R2, R1).jumpIf(Condition.EQ, R2, 0, done);
        }
        code.atomic(op, R0, 0, R1).place(done);
    }

    /**
     * R7 = process and thread id; jumps out if the thread is certainly not traced. This is what every system call of every other process
     * pays, so it is an array and no hash table.
     */
    void leaveUntraced(Label notTraced) {
        code.call(HelperFunction.GET_CURRENT_PID_TGID).mov(R7, R0).mov32(R1, R0).alu(AluOp.RSH, R1, 6)
                .store(Size.WORD, R10, KEY, R1);
        lookup(Layout.TRACED);
        code.jumpIf(Condition.EQ, R0, 0, notTraced).load(Size.DOUBLE, R1, R0, 0).mov(R2, R7).alu(AluOp.AND, R2, 63)
                .alu(AluOp.RSH, R1, R2).alu(AluOp.AND, R1, 1).jumpIf(Condition.EQ, R1, 0, notTraced)
                .store(Size.WORD, R10, KEY, R7);
        lookup(Layout.TASKS);
        code.jumpIf(Condition.EQ, R0, 0, notTraced);
    }

    /** R7 = process and thread id; R0 = the current task's value, or jumps out if it is not traced. */
    void currentTask(Label notTraced) {
        code.call(HelperFunction.GET_CURRENT_PID_TGID).mov(R7, R0).store(Size.WORD, R10, KEY, R0);
        lookup(Layout.TASKS);
        code.jumpIf(Condition.EQ, R0, 0, notTraced);
    }

    /** R9 = scratch memory {@code index} with a clean head for a record of this kind; files id taken from {@code files}. */
    void beginRecord(int index, int kind, Register files, Label failed) {
        lookup(Layout.SCRATCH, index);
        code.jumpIf(Condition.EQ, R0, 0, failed).mov(R9, R0);
        code.mov(R1, 0);
        for (int offset = 0; offset < Layout.HEAD_BYTES; offset += 8) {
            if (offset != Layout.TID) {
                code.store(Size.DOUBLE, R9, offset, R1);
            }
        }
        code.store(Size.HALF, R9, Layout.KIND, kind).store(Size.DOUBLE, R9, Layout.TID, R7)
                .store(Size.WORD, R9, Layout.FILES_ID, files);
    }

    /** Stamps the record with the time. */
    void stamp() {
        code.call(HelperFunction.KTIME_GET_NS).store(Size.DOUBLE, R9, Layout.NANOS, R0);
    }

    /** Sends {@code size} bytes (register, bounded) of {@code record}. Loses R0–R5 and the key. */
    void output(Register record, Register size) {
        Label full = new Label("ring_full");
        Label done = new Label("sent");
        if (size != R3) {
            code.mov(R3, size);
        }
        if (record != R2) {
            code.mov(R2, record);
        }
        code.map(R1, Layout.RING).mov(R4, NO_WAKEUP).call(HelperFunction.RINGBUF_OUTPUT)
                .jumpIf(Condition.NE, R0, 0, full);
        count(Counter.EMITTED);
        code.jump(done).place(full);
        count(Counter.RING_FULL);
        code.place(done);
    }

    /** Makes a descriptor table's entry with one user; its new id is in R8 (and at KEY). Uses all spills. */
    void newFiles() {
        Label failed = new Label("no_id");
        Label stored = new Label("files_stored");
        code.mov(R8, 0);
        lookup(Layout.COUNTERS, Counter.FILES_IDS.ordinal());
        code.jumpIf(Condition.EQ, R0, 0, failed).load(Size.DOUBLE, R8, R0, 0).alu(AluOp.ADD, R8, 1)
                .store(Size.DOUBLE, R0, 0, R8).alu(AluOp.LSH, R8, 10);
        code.call(HelperFunction.GET_SMP_PROCESSOR_ID).alu(AluOp.OR, R8, R0).mov32(R8, R8);
        code.place(failed).store(Size.WORD, R10, KEY, R8);
        code.store(Size.DOUBLE, R10, SPILL_4, 1).store(Size.DOUBLE, R10, SPILL_3, 0)
                .store(Size.DOUBLE, R10, SPILL_2, 0);
        update(Layout.FILES, SPILL_4);
        code.jumpIf(Condition.EQ, R0, 0, stored);
        count(Counter.FILES_FULL);
        code.place(stored);
    }

    /** Key = files id of the record and this chunk number. */
    private void chunkKey(Register chunk) {
        code.load(Size.WORD, R1, R9, Layout.FILES_ID).store(Size.WORD, R10, KEY, R1)
                .store(Size.WORD, R10, KEY + 4, chunk);
    }

    /**
     * Writes out, and clears, all totals of the record's descriptor table as chunk records. Loses R8, the key and all spills.
     *
     * @param scratch index of scratch memory for them
     * @param last whether nobody uses the table any more: its entries are removed
     */
    void flushAll(int scratch, boolean last) {
        Label done = new Label("flushed");
        Label loop = new Label("next_chunk");
        Label low = new Label("low_half");
        Label skip = new Label("skip_chunk");
        code.load(Size.WORD, R1, R9, Layout.FILES_ID).store(Size.WORD, R10, KEY, R1);
        lookup(Layout.FILES);
        code.jumpIf(Condition.EQ, R0, 0, done).load(Size.DOUBLE, R1, R0, 8).store(Size.DOUBLE, R10, SPILL_3, R1)
                .load(Size.DOUBLE, R2, R0, 16).store(Size.DOUBLE, R10, SPILL_4, R2).alu(AluOp.OR, R1, R2)
                .jumpIf(Condition.EQ, R1, 0, done);
        chunkRecord(scratch, done);
        names();
        code.mov(R8, 0).place(loop).load(Size.DOUBLE, R1, R10, SPILL_3)
                .jumpIf(Condition.LT, R8, 64, low).load(Size.DOUBLE, R1, R10, SPILL_4).place(low)
                .mov(R2, R8).alu(AluOp.AND, R2, 63).alu(AluOp.RSH, R1, R2).alu(AluOp.AND, R1, 1)
                .jumpIf(Condition.EQ, R1, 0, skip);
        chunkKey(R8);
        lookup(Layout.CHUNKS);
        code.jumpIf(Condition.EQ, R0, 0, skip);
        takeChunk();
        if (last) {
            chunkKey(R8);
            delete(Layout.CHUNKS);
        }
        code.place(skip).alu(AluOp.ADD, R8, 1)
                .jumpIf(Condition.LT, R8, Layout.CHUNKS_PER_FILES, loop).place(done);
    }

    /** SPILL_1 = how many renames and links there were. */
    private void names() {
        Label none = new Label("no_names");
        code.store(Size.DOUBLE, R10, SPILL_1, 0);
        lookup(Layout.STATE, Layout.NAMES);
        code.jumpIf(Condition.EQ, R0, 0, none).load(Size.DOUBLE, R1, R0, 0).store(Size.DOUBLE, R10, SPILL_1, R1).place(none);
    }

    /** SPILL_2 = scratch memory with the head of a chunk record. */
    private void chunkRecord(int scratch, Label failed) {
        lookup(Layout.SCRATCH, scratch);
        code.jumpIf(Condition.EQ, R0, 0, failed).store(Size.DOUBLE, R10, SPILL_2, R0).mov(R1, 0);
        for (int offset = 0; offset < Layout.HEAD_BYTES; offset += 8) {
            code.store(Size.DOUBLE, R0, offset, R1);
        }
        code.load(Size.WORD, R1, R9, Layout.FILES_ID).store(Size.WORD, R0, Layout.FILES_ID, R1)
                .store(Size.DOUBLE, R0, Layout.TID, R7).store(Size.HALF, R0, Layout.KIND, Layout.KIND_CHUNK);
    }

    /** Moves the totals of the chunk at R0, number R8, into the record at SPILL_2, and sends it unless all are 0. */
    private void takeChunk() {
        Label empty = new Label("empty_chunk");
        code.load(Size.DOUBLE, R4, R10, SPILL_2).store(Size.DOUBLE, R4, Layout.ARGS, R8)
                .load(Size.DOUBLE, R1, R0, 0).store(Size.DOUBLE, R4, Layout.OWNER, R1).mov(R5, 0);
        for (int offset = 0; offset < Layout.CHUNK_BYTES - Layout.CHUNK_HEAD; offset += 8) {
            code.mov(R1, 0).atomic(AtomicOp.EXCHANGE, R0, Layout.CHUNK_HEAD + offset, R1)
                    .store(Size.DOUBLE, R4, Layout.HEAD_BYTES + offset, R1).alu(AluOp.OR, R5, R1);
        }
        code.load(Size.WORD, R1, R10, SPILL_1).store(Size.WORD, R0, 4, R1)
                .jumpIf(Condition.EQ, R5, 0, empty).mov(R2, R4)
                .mov(R3, Layout.HEAD_BYTES + Layout.CHUNK_BYTES - Layout.CHUNK_HEAD);
        output(R2, R3);
        code.place(empty);
    }

}
