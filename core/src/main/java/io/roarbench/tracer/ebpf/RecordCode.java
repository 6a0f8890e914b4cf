package io.roarbench.tracer.ebpf;

import static io.roarbench.tracer.ebpf.asm.Register.R0;
import static io.roarbench.tracer.ebpf.asm.Register.R1;
import static io.roarbench.tracer.ebpf.asm.Register.R10;
import static io.roarbench.tracer.ebpf.asm.Register.R2;
import static io.roarbench.tracer.ebpf.asm.Register.R3;
import static io.roarbench.tracer.ebpf.asm.Register.R4;
import static io.roarbench.tracer.ebpf.asm.Register.R5;
import static io.roarbench.tracer.ebpf.asm.Register.R6;
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

/** The part of the system call program that makes a record of one call and sends it. */
final class RecordCode {

    private static final int CHUNK_SCRATCH = 1;
    private static final int CLOSE_RANGE_UNSHARE = 2;

    private final Architecture architecture;
    private final int window;
    private final boolean asksKernel;
    private final Assembler code;
    private final Snippets snippets;
    private final Label out;

    RecordCode(Architecture architecture, int window, boolean asksKernel, Assembler code, Snippets snippets, Label out) {
        this.architecture = architecture;
        this.window = window;
        this.asksKernel = asksKernel;
        this.code = code;
        this.snippets = snippets;
        this.out = out;
    }

    /**
     * Entered at {@code record} with R6 handling, R8 the task's value, R9 the result; at {@code uncounted} the same, when not all registers
     * are copied yet; at {@code foreign} so with R8, R9.
     */
    void emit(Label foreign, Label uncounted, Label record, Runnable otherRegisters) {
        code.place(foreign).load(Size.WORD, R1, R8, 4).jumpIf(Condition.SET, R1, Layout.FOREIGN_SEEN, out)
                .alu(AluOp.OR, R1, Layout.FOREIGN_SEEN).store(Size.WORD, R8, 4, R1).mov(R6, Handling.FOREIGN)
                .place(uncounted);
        otherRegisters.run();
        code.place(record);
        head();
        endOfDescriptor();
        endOfAll();
        newNames();
        payload();
        code.mov(R8, Layout.HEAD_BYTES);
        path(Handling.PATH_1, Handling.PATH_1_SHIFT, Layout.LENGTH_1, Layout.PATH_1_FAULT);
        path(Handling.PATH_2, Handling.PATH_2_SHIFT, Layout.LENGTH_2, Layout.PATH_2_FAULT);
        arguments();
        if (asksKernel) {
            askKernel();
        }
        snippets.output(R9, R8);
    }

    /** Goes on in {@link FileProgram}, which does not return, where a file of the kernel's is wanted. */
    private void askKernel() {
        Label ask = new Label("ask_kernel");
        Label send = new Label("send_now");
        code.load(Size.WORD, R1, R9, Layout.RESULT);
        received();
        code.store(Size.DOUBLE, R9, Layout.SHOWN_FD, R1).jumpIf(Condition.SET, R6, Handling.SHOWS, ask).jump(send)
                .place(ask).store(Size.DOUBLE, R9, Layout.SIZE_SO_FAR, R8).store(Size.DOUBLE, R9, Layout.HANDLING, R6)
                .load(Size.DOUBLE, R1, R10, window - 8).map(R2, Layout.NEXT).mov(R3, 0).call(HelperFunction.TAIL_CALL);
        snippets.count(Counter.NAME_WALKS);
        code.place(send);
    }

    /** R1 = the descriptor that a control message brings, if it brings just one. */
    private void received() {
        Label message = new Label("may_bring_one");
        Label done = new Label("brings_none");
        code.jumpIf(Condition.SET, R6, Handling.SHOWS_RECEIVED, message).jump(done).place(message)
                .load(Size.DOUBLE, R2, R9, Layout.EXTRA).jumpIf(Condition.NE, R2, PassedDescriptors.BYTES_WITH_ONE, done)
                .load(Size.WORD, R2, R9, Layout.EXTRA + 8).jumpIf(Condition.NE, R2, PassedDescriptors.SOL_SOCKET, done)
                .load(Size.WORD, R2, R9, Layout.EXTRA + 12).jumpIf(Condition.NE, R2, PassedDescriptors.SCM_RIGHTS, done)
                .load(Size.WORD, R1, R9, Layout.EXTRA + PassedDescriptors.HEAD_BYTES).alu(AluOp.OR, R6, Handling.SHOWS_FILE).place(done);
    }

    private void head() {
        Label own = new Label("own_convention");
        code.store(Size.DOUBLE, R10, Snippets.SPILL_1, R9).load(Size.WORD, R1, R8, 0)
                .store(Size.DOUBLE, R10, Snippets.SPILL_2, R1);
        snippets.lookup(Layout.SCRATCH, 0);
        code.jumpIf(Condition.EQ, R0, 0, out).mov(R9, R0).mov(R1, 0);
        for (int offset = Layout.EXTRA; offset <= Layout.OWNER; offset += 8) {
            code.store(Size.DOUBLE, R9, offset, R1);
        }
        code.store(Size.DOUBLE, R9, Layout.LENGTH_3, R1).store(Size.DOUBLE, R9, Layout.NANOS, R1).store(Size.DOUBLE, R9, Layout.TID, R7)
                .load(Size.DOUBLE, R1, R10, Snippets.SPILL_1).store(Size.DOUBLE, R9, Layout.RESULT, R1)
                .load(Size.DOUBLE, R1, R10, Snippets.SPILL_2).store(Size.DOUBLE, R9, Layout.FILES_ID, R1);
        for (int i = 0; i < 6; i++) {
            int from = window + architecture.argument(i) - architecture.windowStart();
            code.load(Size.DOUBLE, R1, R10, from).store(Size.DOUBLE, R9, Layout.ARGS + 8 * i, R1);
        }
        int number = window + architecture.number() - architecture.windowStart();
        code.load(Size.WORD, R1, R10, number).alu(AluOp.LSH, R1, 32).alu(AluOp.OR, R1, Layout.KIND_SYSCALL)
                .store(Size.DOUBLE, R9, Layout.KIND, R1).mov(R1, R6).alu(AluOp.AND, R1, Handling.FOREIGN)
                .jumpIf(Condition.EQ, R1, 0, own).store(Size.HALF, R9, Layout.FLAGS, Layout.FOREIGN).place(own);
    }

    /** Takes along, and clears, the totals of the one descriptor that the call ended or made. */
    private void endOfDescriptor() {
        Label second = new Label("second_argument");
        Label take = new Label("take_totals");
        Label done = new Label("totals_done");
        code.load(Size.WORD, R1, R9, Layout.ARGS).jumpIf(Condition.SET, R6, Handling.ENDS_FD_0, take)
                .jumpIf(Condition.SET, R6, Handling.ENDS_FD_1, second)
                .load(Size.WORD, R1, R9, Layout.RESULT).jumpIf(Condition.SET, R6, Handling.MAKES_FD, take).jump(done)
                .place(second).load(Size.WORD, R1, R9, Layout.ARGS + 8)
                .place(take);
        reused(done);
        code.jumpIf(Condition.GE, R1, Layout.COUNTED_FDS, done).mov(R8, R1)
                .alu(AluOp.RSH, R1, 3).store(Size.WORD, R10, Snippets.KEY + 4, R1)
                .load(Size.WORD, R1, R9, Layout.FILES_ID).store(Size.WORD, R10, Snippets.KEY, R1);
        snippets.lookup(Layout.CHUNKS);
        code.jumpIf(Condition.EQ, R0, 0, done).load(Size.DOUBLE, R5, R0, 0)
                .alu(AluOp.AND, R8, Layout.CHUNK_FDS - 1).alu(AluOp.LSH, R8, 5).alu(AluOp.ADD, R0, R8)
                .load(Size.DOUBLE, R1, R0, Layout.CHUNK_HEAD)
                .load(Size.DOUBLE, R2, R0, Layout.CHUNK_HEAD + Layout.WRITE_IN_SLOT).alu(AluOp.OR, R1, R2)
                .jumpIf(Condition.EQ, R1, 0, done).store(Size.DOUBLE, R9, Layout.OWNER, R5);
        for (int offset = 0; offset < Layout.SLOT_BYTES; offset += 8) {
            code.mov(R1, 0).atomic(AtomicOp.EXCHANGE, R0, Layout.CHUNK_HEAD + offset, R1)
                    .store(Size.DOUBLE, R9, Layout.EXTRA + offset, R1);
        }
        code.place(done);
    }

    /**
     * R1 = a descriptor that ends or begins here: remembers when, if other tasks use the table, so that a read or write that was under way
     * meanwhile is known. The first use of a number is no change, nor is a close that is told after the number was opened again: so the
     * opens less the closes of a number are kept, too. A close takes the number of its change before it is counted: one that is told while
     * another task's open of the number is must not get a later one than that has seen. In a table of its own a new number has no totals yet: to "done".
     */
    private void reused(Label done) {
        Label shared = new Label("shared_table");
        Label alone = new Label("own_descriptor");
        Label known = new Label("known_number");
        Label end = new Label("reused_end");
        code.load(Size.WORD, R2, R8, 4).jumpIf(Condition.SET, R2, Layout.SHARED_FILES, shared)
                .jumpIf(Condition.SET, R6, Handling.MAKES_FD, done).jump(alone)
                .place(shared).store(Size.WORD, R10, Snippets.SPILL_1 + 4, R1).load(Size.WORD, R1, R9, Layout.FILES_ID)
                .store(Size.WORD, R10, Snippets.SPILL_1, R1)
                .map(R1, Layout.REUSED).address(R2, R10, Snippets.SPILL_1).call(HelperFunction.MAP_LOOKUP_ELEM)
                .jumpIf(Condition.NE, R0, 0, known);
        firstUse(done);
        code.jump(end).place(known);
        laterUse(end, done);
        code.place(end).load(Size.WORD, R1, R10, Snippets.SPILL_1 + 4).place(alone);
    }

    private void firstUse(Label done) {
        Label store = new Label("store_first");
        code.store(Size.DOUBLE, R10, Snippets.SPILL_3, 0).store(Size.DOUBLE, R10, Snippets.SPILL_2, 1)
                .mov(R1, R6).alu(AluOp.AND, R1, Handling.MAKES_FD).jumpIf(Condition.NE, R1, 0, store);
        change(done);
        code.store(Size.DOUBLE, R10, Snippets.SPILL_3, R1).mov(R1, R6).alu(AluOp.AND, R1, Handling.ENDS_FD_1)
                .jumpIf(Condition.NE, R1, 0, store).store(Size.DOUBLE, R10, Snippets.SPILL_2, 0).place(store)
                .map(R1, Layout.REUSED).address(R2, R10, Snippets.SPILL_1).address(R3, R10, Snippets.SPILL_3).mov(R4, 0)
                .call(HelperFunction.MAP_UPDATE_ELEM);
    }

    /** R0 = what is kept of the number. */
    private void laterUse(Label end, Label done) {
        Label makes = new Label("opened_again");
        Label replaces = new Label("replaced");
        Label change = new Label("change");
        Label closed = new Label("closed");
        code.store(Size.DOUBLE, R10, Snippets.SPILL_4, R0).jumpIf(Condition.SET, R6, Handling.MAKES_FD, makes)
                .jumpIf(Condition.SET, R6, Handling.ENDS_FD_1, replaces);
        change(done);
        code.load(Size.DOUBLE, R2, R10, Snippets.SPILL_4).mov(R3, -1).atomic(AtomicOp.FETCH_ADD, R2, Layout.OPENS, R3)
                .jumpIf(Condition.SGT, R3, 1, end).jumpIf(Condition.EQ, R3, 1, closed)
                .store(Size.DOUBLE, R2, Layout.OPENS, 0).place(closed).store(Size.DOUBLE, R2, 0, R1).jump(end)
                .place(makes).mov(R1, 1).atomic(AtomicOp.ADD, R0, Layout.OPENS, R1).jump(change)
                .place(replaces).store(Size.DOUBLE, R0, Layout.OPENS, 1).place(change);
        change(done);
        code.load(Size.DOUBLE, R2, R10, Snippets.SPILL_4).store(Size.DOUBLE, R2, 0, R1);
    }

    /** R1 = the number of a new change, which this task has seen. */
    private void change(Label failed) {
        snippets.lookup(Layout.STATE, Layout.CHANGES);
        code.jumpIf(Condition.EQ, R0, 0, failed).mov(R1, 1).atomic(AtomicOp.FETCH_ADD, R0, 0, R1).alu(AluOp.ADD, R1, 1)
                .store(Size.DOUBLE, R8, Layout.SEEN, R1);
    }

    /** Writes out all totals before the record; for unshare and close_range, gives the task a table id of its own. */
    private void endOfAll() {
        Label done = new Label("ends_none");
        Label end = new Label("ends_all");
        code.jumpIf(Condition.SET, R6, Handling.ENDS_ALL, end).jump(done).place(end);
        snippets.flushAll(CHUNK_SCRATCH, false);
        code.mov32(R1, R7).store(Size.WORD, R10, Snippets.KEY, R1);
        Label own = new Label("own_table");
        code.mov(R1, R6).alu(AluOp.AND, R1, 0xff).jumpIf(Condition.EQ, R1, Handling.Action.UNSHARE.code(), own)
                .mov(R1, R6).alu(AluOp.AND, R1, Handling.RANGE).jumpIf(Condition.EQ, R1, 0, done)
                .load(Size.WORD, R1, R9, Layout.ARGS + 16).alu(AluOp.AND, R1, CLOSE_RANGE_UNSHARE)
                .jumpIf(Condition.EQ, R1, 0, done).place(own);
        code.load(Size.WORD, R1, R9, Layout.FILES_ID).store(Size.WORD, R10, Snippets.KEY, R1);
        snippets.lookup(Layout.FILES);
        code.jumpIf(Condition.EQ, R0, 0, done).load(Size.DOUBLE, R1, R0, 0).jumpIf(Condition.LE, R1, 1, done)
                .mov(R1, -1).atomic(AtomicOp.ADD, R0, 0, R1);
        snippets.newFiles();
        snippets.storeTask(R8, Layout.TID);
        code.place(done);
    }

    /** Counts a rename or link and puts its number into the record. */
    private void newNames() {
        Label counted = new Label("counts_names");
        Label done = new Label("names_done");
        code.jumpIf(Condition.SET, R6, Handling.NEW_NAMES, counted).jump(done).place(counted);
        snippets.lookup(Layout.STATE, Layout.NAMES);
        code.jumpIf(Condition.EQ, R0, 0, done).mov(R1, 1).atomic(AtomicOp.FETCH_ADD, R0, 0, R1).alu(AluOp.ADD, R1, 1)
                .store(Size.DOUBLE, R9, Layout.OWNER, R1).place(done);
    }

    private void payload() {
        Label wanted = new Label("payload");
        Label done = new Label("no_payload");
        code.jumpIf(Condition.SET, R6, Handling.PAYLOAD, wanted).jump(done).place(wanted);
        pointer(Handling.PAYLOAD_SHIFT);
        code.jumpIf(Condition.EQ, R3, 0, done).mov(R2, R6).alu(AluOp.RSH, R2, Handling.PAYLOAD_BYTES_SHIFT)
                .alu(AluOp.AND, R2, 63).jumpIf(Condition.GT, R2, 32, done).address(R1, R9, Layout.EXTRA)
                .call(HelperFunction.PROBE_READ_USER).jumpIf(Condition.EQ, R0, 0, done);
        fault(Layout.PAYLOAD_FAULT, Counter.MEMORY_FAULT);
        code.place(done);
    }

    /** R3 = the argument whose index lies at this shift in the handling. */
    private void pointer(int shift) {
        code.mov(R1, R6).alu(AluOp.RSH, R1, shift).alu(AluOp.AND, R1, 7).jumpIf(Condition.GT, R1, 5, out)
                .alu(AluOp.LSH, R1, 3).alu(AluOp.ADD, R1, R9).load(Size.DOUBLE, R3, R1, Layout.ARGS);
    }

    /** Appends a path at R9 + R8. */
    private void path(int flag, int shift, int lengthField, int faultFlag) {
        Label wanted = new Label("path");
        Label done = new Label("path_done");
        Label bad = new Label("path_fault");
        code.jumpIf(Condition.SET, R6, flag, wanted).jump(done).place(wanted);
        pointer(shift);
        code.mov(R1, R9).alu(AluOp.ADD, R1, R8).mov(R2, Layout.PATH_LIMIT).call(HelperFunction.PROBE_READ_USER_STR)
                .jumpIf(Condition.SLE, R0, 0, bad).jumpIf(Condition.GT, R0, Layout.PATH_LIMIT, bad)
                .store(Size.HALF, R9, lengthField, R0).alu(AluOp.ADD, R8, R0).jump(done).place(bad);
        fault(faultFlag, Counter.PATH_FAULT);
        code.place(done);
    }

    private void fault(int flag, Counter counter) {
        code.load(Size.HALF, R1, R9, Layout.FLAGS).alu(AluOp.OR, R1, flag).store(Size.HALF, R9, Layout.FLAGS, R1);
        snippets.count(counter);
    }

    /** After an exec: argc and argv lie on the new stack, the strings in a row before those of the environment. */
    private void arguments() {
        Label wanted = new Label("arguments");
        Label done = new Label("arguments_done");
        int stack = window + architecture.stackPointer() - architecture.windowStart();
        code.jumpIf(Condition.SET, R6, Handling.ARGUMENTS, wanted).jump(done).place(wanted);
        readWords(R10, stack, 16, Snippets.SPILL_2, done);
        code.load(Size.DOUBLE, R3, R10, Snippets.SPILL_2).jumpIf(Condition.GT, R3, 0xffff, done)
                .alu(AluOp.LSH, R3, 3).load(Size.DOUBLE, R1, R10, stack).alu(AluOp.ADD, R3, R1)
                .store(Size.DOUBLE, R10, Snippets.SPILL_4, R3).alu(AluOp.ADD, R3, 16)
                .address(R1, R10, Snippets.SPILL_3).mov(R2, 8).call(HelperFunction.PROBE_READ_USER)
                .jumpIf(Condition.NE, R0, 0, done);
        Label environment = new Label("has_environment");
        Label bad = new Label("arguments_bad");
        Label length = new Label("length");
        code.load(Size.DOUBLE, R8, R10, Snippets.SPILL_3).jumpIf(Condition.NE, R8, 0, environment);
        code.load(Size.DOUBLE, R3, R10, Snippets.SPILL_4).address(R1, R10, Snippets.SPILL_3).mov(R2, 8)
                .call(HelperFunction.PROBE_READ_USER).jumpIf(Condition.NE, R0, 0, bad)
                .address(R1, R9, Layout.HEAD_BYTES).mov(R2, Layout.PATH_LIMIT)
                .load(Size.DOUBLE, R3, R10, Snippets.SPILL_3).call(HelperFunction.PROBE_READ_USER_STR)
                .jumpIf(Condition.SLE, R0, 0, bad).load(Size.DOUBLE, R8, R10, Snippets.SPILL_3)
                .alu(AluOp.ADD, R8, R0);
        code.place(environment).load(Size.DOUBLE, R3, R10, Snippets.SPILL_1).alu(AluOp.SUB, R8, R3)
                .jumpIf(Condition.LT, R8, 2 * Layout.PATH_LIMIT, length).mov(R8, 2 * Layout.PATH_LIMIT - 1)
                .place(length).store(Size.HALF, R9, Layout.LENGTH_1, R8).address(R1, R9, Layout.HEAD_BYTES).mov(R2, R8)
                .call(HelperFunction.PROBE_READ_USER).alu(AluOp.ADD, R8, Layout.HEAD_BYTES).jump(done)
                .place(bad).mov(R8, Layout.HEAD_BYTES).place(done);
    }

    /** Reads user memory at the address held at {@code base + offset} into the stack at {@code to}. */
    private void readWords(Register base, int offset, int bytes, int to, Label failed) {
        code.load(Size.DOUBLE, R3, base, offset).address(R1, R10, to).mov(R2, bytes).mov(R4, 0)
                .call(HelperFunction.PROBE_READ_USER).jumpIf(Condition.NE, R0, 0, failed);
    }
}
