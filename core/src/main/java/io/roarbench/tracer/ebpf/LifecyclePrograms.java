package io.roarbench.tracer.ebpf;

import static io.roarbench.tracer.ebpf.asm.Register.R0;
import static io.roarbench.tracer.ebpf.asm.Register.R1;
import static io.roarbench.tracer.ebpf.asm.Register.R10;
import static io.roarbench.tracer.ebpf.asm.Register.R2;
import static io.roarbench.tracer.ebpf.asm.Register.R3;
import static io.roarbench.tracer.ebpf.asm.Register.R6;
import static io.roarbench.tracer.ebpf.asm.Register.R7;
import static io.roarbench.tracer.ebpf.asm.Register.R8;
import static io.roarbench.tracer.ebpf.asm.Register.R9;

import io.roarbench.linux.bpf.TracepointFormat;
import io.roarbench.linux.bpf.TracepointFormat.Field;
import io.roarbench.tracer.ebpf.asm.AluOp;
import io.roarbench.tracer.ebpf.asm.Assembler;
import io.roarbench.tracer.ebpf.asm.AtomicOp;
import io.roarbench.tracer.ebpf.asm.Condition;
import io.roarbench.tracer.ebpf.asm.HelperFunction;
import io.roarbench.tracer.ebpf.asm.Instruction;
import io.roarbench.tracer.ebpf.asm.Label;
import io.roarbench.tracer.ebpf.asm.Size;
import java.util.List;

/**
 * The programs that follow tasks. Children are registered at {@code task_newtask}, which runs in the parent before the child can
 * run: no event of a child is missed, vfork included, and the clone flags are there.
 */
final class LifecyclePrograms {

    private static final int CLONE_FILES = 0x400;
    private static final int CLONE_THREAD = 0x10000;
    private static final int RECORD = 2;
    private static final int RECORD_OF_CHUNKS = 1;

    private LifecyclePrograms() {
    }

    /** At {@code task:task_newtask}: registers the child of a traced task, or of an armed one (the launcher). */
    static List<Instruction> newTask(TracepointFormat format) {
        Assembler code = new Assembler();
        Snippets snippets = new Snippets(code);
        Field child = format.field("pid");
        Field flags = format.field("clone_flags");
        Label out = new Label("out");
        Label ordinary = new Label("ordinary");
        Label register = new Label("register");
        Label noRecord = new Label("no_record");
        code.mov(R6, R1);
        snippets.currentTask(out);
        code.load(Size.DOUBLE, R8, R0, 0);
        code.mov(R1, R8).alu(AluOp.RSH, R1, 32).alu(AluOp.AND, R1, Layout.ARMED)
                .jumpIf(Condition.EQ, R1, 0, ordinary);
        code.load(Size.ofBytes(flags.bytes()), R1, R6, flags.offset())
                .jumpIf(Condition.SET, R1, CLONE_THREAD, out);
        snippets.delete(Layout.TASKS);
        snippets.beginRecord(RECORD, Layout.KIND_FORK, R8, out);
        code.store(Size.HALF, R9, Layout.FLAGS, Layout.ROOT);
        snippets.newFiles();
        code.jump(register);

        code.place(ordinary);
        snippets.beginRecord(RECORD, Layout.KIND_FORK, R8, out);
        code.load(Size.ofBytes(flags.bytes()), R1, R6, flags.offset());
        Label own = new Label("own_files");
        Label found = new Label("share");
        code.jumpIf(Condition.SET, R1, CLONE_FILES, found);
        code.place(own);
        snippets.newFiles();
        code.jump(register).place(found).mov32(R8, R8).store(Size.WORD, R10, Snippets.KEY, R8);
        snippets.lookup(Layout.FILES);
        code.jumpIf(Condition.EQ, R0, 0, register).mov(R1, 1).atomic(AtomicOp.ADD, R0, 0, R1)
                .store(Size.WORD, R10, Snippets.KEY, R7);
        snippets.lookup(Layout.TASKS);
        code.jumpIf(Condition.EQ, R0, 0, register).load(Size.WORD, R1, R0, 4).alu(AluOp.OR, R1, Layout.SHARED_FILES)
                .store(Size.WORD, R0, 4, R1).alu(AluOp.LSH, R1, 32).alu(AluOp.OR, R8, R1);

        code.place(register).mov32(R1, R8).store(Size.DOUBLE, R9, Layout.ARGS + 16, R1)
                .load(Size.ofBytes(flags.bytes()), R1, R6, flags.offset())
                .store(Size.DOUBLE, R9, Layout.ARGS + 8, R1)
                .load(Size.WORD, R1, R6, child.offset()).store(Size.DOUBLE, R9, Layout.ARGS, R1);
        snippets.storeTask(R8, Layout.ARGS);
        Label stored = new Label("task_stored");
        code.jumpIf(Condition.EQ, R0, 0, stored);
        snippets.count(Counter.TASKS_FULL);
        code.place(stored);
        snippets.stamp();
        code.mov(R3, Layout.HEAD_BYTES);
        snippets.output(R9, R3);
        code.place(noRecord).place(out).exit(0);
        return code.instructions();
    }

    /** At {@code sched:sched_process_exec}: writes out totals (descriptors may close now), follows a change of thread id. */
    static List<Instruction> exec(TracepointFormat format) {
        Assembler code = new Assembler();
        Snippets snippets = new Snippets(code);
        Field oldPid = format.field("old_pid");
        Field filename = format.field("filename");
        Label out = new Label("out");
        Label same = new Label("same_id");
        code.mov(R6, R1).call(HelperFunction.GET_CURRENT_PID_TGID).mov(R7, R0);
        code.load(Size.WORD, R1, R6, oldPid.offset()).store(Size.WORD, R10, Snippets.KEY, R1);
        snippets.lookup(Layout.TASKS);
        code.jumpIf(Condition.EQ, R0, 0, out).load(Size.DOUBLE, R8, R0, 0)
                .load(Size.WORD, R1, R6, oldPid.offset()).mov32(R2, R7).jumpIf(Condition.EQ, R1, R2, same);
        snippets.delete(Layout.TASKS);
        code.place(same);
        code.alu(AluOp.LSH, R8, 32).alu(AluOp.RSH, R8, 32);
        snippets.beginRecord(RECORD, Layout.KIND_EXEC, R8, out);
        code.load(Size.WORD, R1, R6, oldPid.offset()).store(Size.DOUBLE, R9, Layout.ARGS, R1);
        snippets.flushAll(RECORD_OF_CHUNKS, false);
        ownFiles(code, snippets);
        snippets.storeTask(R8, Layout.TID);
        snippets.stamp();
        sendWithName(code, snippets, filename);
        code.place(out).exit(0);
        return code.instructions();
    }

    /** R8 = the task's files id after exec: a new one if its table was shared. */
    private static void ownFiles(Assembler code, Snippets snippets) {
        Label done = new Label("own");
        code.load(Size.WORD, R8, R9, Layout.FILES_ID).store(Size.WORD, R10, Snippets.KEY, R8);
        snippets.lookup(Layout.FILES);
        code.jumpIf(Condition.EQ, R0, 0, done).load(Size.DOUBLE, R1, R0, 0).jumpIf(Condition.LE, R1, 1, done)
                .mov(R1, -1).atomic(AtomicOp.ADD, R0, 0, R1);
        snippets.newFiles();
        code.place(done);
    }

    private static void sendWithName(Assembler code, Snippets snippets, Field filename) {
        Label fault = new Label("name_fault");
        Label send = new Label("send");
        code.load(Size.WORD, R3, R6, filename.offset()).alu(AluOp.AND, R3, 0xffff).alu(AluOp.ADD, R3, R6)
                .address(R1, R9, Layout.HEAD_BYTES).mov(R2, Layout.PATH_LIMIT)
                .call(HelperFunction.PROBE_READ_KERNEL_STR).jumpIf(Condition.SLE, R0, 0, fault)
                .jumpIf(Condition.GT, R0, Layout.PATH_LIMIT, fault).store(Size.HALF, R9, Layout.LENGTH_1, R0)
                .mov(R8, R0).alu(AluOp.ADD, R8, Layout.HEAD_BYTES).jump(send).place(fault)
                .store(Size.HALF, R9, Layout.FLAGS, Layout.PATH_1_FAULT);
        snippets.count(Counter.PATH_FAULT);
        code.mov(R8, Layout.HEAD_BYTES).place(send);
        snippets.output(R9, R8);
    }

    /** At {@code sched:sched_process_exit}: forgets the task, and writes out the totals of a table without users. */
    static List<Instruction> exit() {
        Assembler code = new Assembler();
        Snippets snippets = new Snippets(code);
        Label out = new Label("out");
        Label send = new Label("send");
        code.mov(R6, R1);
        snippets.currentTask(out);
        code.load(Size.WORD, R8, R0, 0).load(Size.WORD, R1, R0, 4).alu(AluOp.AND, R1, Layout.ARMED)
                .jumpIf(Condition.NE, R1, 0, out);
        snippets.traced(AtomicOp.XOR);
        snippets.delete(Layout.TASKS);
        snippets.beginRecord(RECORD, Layout.KIND_EXIT, R8, out);
        code.store(Size.WORD, R10, Snippets.KEY, R8);
        snippets.lookup(Layout.FILES);
        code.jumpIf(Condition.EQ, R0, 0, send).mov(R1, -1).atomic(AtomicOp.FETCH_ADD, R0, 0, R1)
                .jumpIf(Condition.NE, R1, 1, send);
        snippets.flushAll(RECORD_OF_CHUNKS, true);
        code.load(Size.WORD, R1, R9, Layout.FILES_ID).store(Size.WORD, R10, Snippets.KEY, R1);
        snippets.delete(Layout.FILES);
        code.place(send);
        snippets.stamp();
        code.mov(R3, Layout.HEAD_BYTES);
        snippets.output(R9, R3);
        code.place(out).exit(0);
        return code.instructions();
    }
}
