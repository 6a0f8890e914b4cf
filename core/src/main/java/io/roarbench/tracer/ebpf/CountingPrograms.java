package io.roarbench.tracer.ebpf;

import static io.roarbench.tracer.ebpf.asm.Register.R0;
import static io.roarbench.tracer.ebpf.asm.Register.R1;
import static io.roarbench.tracer.ebpf.asm.Register.R10;
import static io.roarbench.tracer.ebpf.asm.Register.R2;
import static io.roarbench.tracer.ebpf.asm.Register.R3;
import static io.roarbench.tracer.ebpf.asm.Register.R4;
import static io.roarbench.tracer.ebpf.asm.Register.R6;
import static io.roarbench.tracer.ebpf.asm.Register.R7;
import static io.roarbench.tracer.ebpf.asm.Register.R8;
import static io.roarbench.tracer.ebpf.asm.Register.R9;

import io.roarbench.linux.bpf.MapSpec;
import io.roarbench.linux.bpf.MapSpec.Type;
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
 * Programs that count the system calls of a tree of processes and tell nothing else.
 *
 * <p>Maps: {@code tasks} thread id → {@link Layout#ARMED} or 0 (u64). {@code calls} slot → how often (u64): two slots for each number of a
 * call, succeeded and failed, then those below. {@code programs} the name given to exec, NULs behind it → how often (u64).
 */
final class CountingPrograms {

    static final String CALLS = "calls";
    static final String PROGRAMS = "programs";
    static final String NAME = "name";
    static final int NAME_BYTES = 256;

    /** Slots of {@code calls}. */
    static final int FORKS = 2 * Layout.SYSCALL_LIMIT;
    static final int THREADS = FORKS + 1;
    /** Processes that borrow their maker's memory until they execute. */
    static final int SPAWNS = FORKS + 2;
    static final int FILE_MAPPINGS = FORKS + 3;
    static final int FCNTL_DUPS = FORKS + 4;
    static final int FOREIGN = FORKS + 5;
    static final int TASKS_FULL = FORKS + 6;
    static final int SLOTS = FORKS + 8;

    private static final int CLONE_VM = 0x100;
    private static final int CLONE_THREAD = 0x10000;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int F_DUPFD = 0;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int TASK = Snippets.SPILL_1;

    private final Assembler code = new Assembler();
    private final Snippets snippets = new Snippets(code);
    private final Label out = new Label("out");

    private CountingPrograms() {
    }

    static List<MapSpec> maps() {
        return List.of(
                new MapSpec(Layout.TASKS, Type.HASH, 4, 8, 65536),
                new MapSpec(CALLS, Type.ARRAY, 4, 8, SLOTS),
                new MapSpec(PROGRAMS, Type.HASH, NAME_BYTES, 8, 4096),
                new MapSpec(NAME, Type.PER_CPU_ARRAY, 4, NAME_BYTES, 1));
    }

    /** At {@code task:task_newtask}: registers the child of a counted task, or of the armed one. */
    static List<Instruction> newTask(TracepointFormat format) {
        return new CountingPrograms().newTask(format.field("pid"), format.field("clone_flags"));
    }

    private List<Instruction> newTask(Field child, Field flags) {
        Label ordinary = new Label("ordinary");
        Label thread = new Label("thread");
        Label spawn = new Label("spawn");
        Label register = new Label("register");
        code.mov(R6, R1);
        snippets.currentTask(out);
        code.load(Size.DOUBLE, R8, R0, 0).load(Size.ofBytes(flags.bytes()), R9, R6, flags.offset())
                .jumpIf(Condition.NE, R8, Layout.ARMED, ordinary).jumpIf(Condition.SET, R9, CLONE_THREAD, out);
        snippets.delete(Layout.TASKS);
        code.jump(register).place(ordinary).jumpIf(Condition.SET, R9, CLONE_THREAD, thread)
                .jumpIf(Condition.SET, R9, CLONE_VM, spawn);
        count(FORKS);
        code.jump(register).place(thread);
        count(THREADS);
        code.jump(register).place(spawn);
        count(SPAWNS);
        code.place(register).load(Size.WORD, R1, R6, child.offset()).store(Size.WORD, R10, Snippets.KEY, R1);
        storeTask();
        return end();
    }

    /** At {@code sched:sched_process_exec}: notes the program, and follows a change of thread id. */
    static List<Instruction> exec(TracepointFormat format) {
        return new CountingPrograms().exec(format.field("old_pid"), format.field("filename"));
    }

    private List<Instruction> exec(Field oldPid, Field filename) {
        code.mov(R6, R1).call(HelperFunction.GET_CURRENT_PID_TGID).mov(R7, R0)
                .load(Size.WORD, R1, R6, oldPid.offset()).store(Size.WORD, R10, Snippets.KEY, R1);
        snippets.lookup(Layout.TASKS);
        code.jumpIf(Condition.EQ, R0, 0, out).store(Size.WORD, R10, Snippets.KEY, R7);
        storeTask();
        snippets.lookup(NAME, 0);
        code.jumpIf(Condition.EQ, R0, 0, out).mov(R9, R0).mov(R1, 0);
        for (int offset = 0; offset < NAME_BYTES; offset += 8) {
            code.store(Size.DOUBLE, R9, offset, R1);
        }
        Label known = new Label("known");
        code.load(Size.WORD, R3, R6, filename.offset()).alu(AluOp.AND, R3, 0xffff).alu(AluOp.ADD, R3, R6)
                .mov(R1, R9).mov(R2, NAME_BYTES).call(HelperFunction.PROBE_READ_KERNEL_STR)
                .map(R1, PROGRAMS).mov(R2, R9).call(HelperFunction.MAP_LOOKUP_ELEM).jumpIf(Condition.NE, R0, 0, known)
                .store(Size.DOUBLE, R10, TASK, 1).map(R1, PROGRAMS).mov(R2, R9).address(R3, R10, TASK).mov(R4, 0)
                .call(HelperFunction.MAP_UPDATE_ELEM).jump(out).place(known).mov(R1, 1).atomic(AtomicOp.ADD, R0, 0, R1);
        return end();
    }

    /** At {@code sched:sched_process_exit}: forgets the task. */
    static List<Instruction> exit() {
        CountingPrograms program = new CountingPrograms();
        program.snippets.currentTask(program.out);
        program.snippets.delete(Layout.TASKS);
        return program.end();
    }

    /** At the raw tracepoint {@code sys_exit}: counts the call that returns. */
    static List<Instruction> sysExit(Architecture architecture) {
        return new CountingPrograms().calls(architecture);
    }

    private List<Instruction> calls(Architecture architecture) {
        int window = Snippets.SPILL_4 - architecture.windowBytes();
        Label native64 = new Label("native");
        code.mov(R6, R1);
        snippets.currentTask(out);
        code.load(Size.DOUBLE, R1, R0, 0).jumpIf(Condition.EQ, R1, Layout.ARMED, out)
                .load(Size.DOUBLE, R9, R6, 8).load(Size.DOUBLE, R3, R6, 0).alu(AluOp.ADD, R3, architecture.windowStart())
                .address(R1, R10, window).mov(R2, architecture.windowBytes()).call(HelperFunction.PROBE_READ_KERNEL)
                .jumpIf(Condition.NE, R0, 0, out);
        if (architecture == Architecture.X86_64) {
            code.load(Size.WORD, R1, R10, register(architecture, Architecture.X86_CS))
                    .jumpIf(Condition.EQ, R1, Architecture.X86_USER_CS, native64);
            count(FOREIGN);
            code.jump(out).place(native64);
        }
        code.load(Size.WORD, R8, R10, register(architecture, architecture.number()))
                .jumpIf(Condition.GE, R8, Layout.SYSCALL_LIMIT, out);
        byArguments(architecture);
        Label succeeded = new Label("succeeded");
        code.alu(AluOp.LSH, R8, 1).jumpIf(Condition.SGE, R9, 0, succeeded).alu(AluOp.OR, R8, 1).place(succeeded)
                .store(Size.WORD, R10, Snippets.KEY, R8);
        countAtKey();
        return end();
    }

    /** Calls whose arguments decide what they are are counted once more for that. */
    private void byArguments(Architecture architecture) {
        Label notMapping = new Label("not_mapping");
        Label dup = new Label("dup");
        Label done = new Label("done");
        code.jumpIf(Condition.NE, R8, Syscall.MMAP.number(architecture), notMapping)
                .load(Size.WORD, R1, R10, register(architecture, architecture.argument(3)))
                .jumpIf(Condition.SET, R1, MAP_ANONYMOUS, done);
        count(FILE_MAPPINGS);
        code.jump(done).place(notMapping).jumpIf(Condition.NE, R8, Syscall.FCNTL.number(architecture), done)
                .load(Size.WORD, R1, R10, register(architecture, architecture.argument(1)))
                .jumpIf(Condition.EQ, R1, F_DUPFD, dup).jumpIf(Condition.NE, R1, F_DUPFD_CLOEXEC, done).place(dup);
        count(FCNTL_DUPS);
        code.place(done);
    }

    private static int register(Architecture architecture, int offsetInPtRegs) {
        return Snippets.SPILL_4 - architecture.windowBytes() + offsetInPtRegs - architecture.windowStart();
    }

    /** Counts the task whose id is at KEY among those that are counted. */
    private void storeTask() {
        Label stored = new Label("stored");
        code.store(Size.DOUBLE, R10, TASK, 0);
        snippets.update(Layout.TASKS, TASK);
        code.jumpIf(Condition.EQ, R0, 0, stored);
        count(TASKS_FULL);
        code.place(stored);
    }

    private void count(int slot) {
        code.store(Size.WORD, R10, Snippets.KEY, slot);
        countAtKey();
    }

    private void countAtKey() {
        Label skip = new Label("counted");
        snippets.lookup(CALLS);
        code.jumpIf(Condition.EQ, R0, 0, skip).mov(R1, 1).atomic(AtomicOp.ADD, R0, 0, R1).place(skip);
    }

    private List<Instruction> end() {
        return code.place(out).exit(0).instructions();
    }
}
