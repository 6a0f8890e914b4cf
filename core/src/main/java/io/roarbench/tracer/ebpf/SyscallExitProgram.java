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

import io.roarbench.tracer.ebpf.Handling.Action;
import io.roarbench.tracer.ebpf.asm.AluOp;
import io.roarbench.tracer.ebpf.asm.Assembler;
import io.roarbench.tracer.ebpf.asm.AtomicOp;
import io.roarbench.tracer.ebpf.asm.Condition;
import io.roarbench.tracer.ebpf.asm.HelperFunction;
import io.roarbench.tracer.ebpf.asm.Instruction;
import io.roarbench.tracer.ebpf.asm.Label;
import io.roarbench.tracer.ebpf.asm.Register;
import io.roarbench.tracer.ebpf.asm.Size;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The program at the raw tracepoint {@code sys_exit}: everything that is seen of system calls, after they returned (so that
 * arguments in memory have been touched by the kernel and can be read). Registers: R6 context, then the {@link Handling}; R7 ids; R8 the
 * task's value, later the record's size; R9 the result, later the record.
 */
final class SyscallExitProgram {

    /** The registers by which x86 calls are told apart and reads and writes are counted: argument 0, the number, ip, cs, cx. */
    private static final int[] EARLY_REGISTERS = {112, 120, Architecture.X86_IP, Architecture.X86_CS, Architecture.X86_CX};
    private static final int EBADF = 9;
    private static final int CLONE_FILES = 0x400;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_TYPE = 0xf;
    private static final int MAP_PRIVATE = 2;
    private static final int PROT_WRITE = 2;
    private static final int FICLONE = 0x40049409;
    private static final int FICLONERANGE = 0x4020940d;
    private static final int FIOCLEX = 0x5451;
    private static final int FIONCLEX = 0x5450;
    private static final int TIOCGPTPEER = 0x5441;
    /** Offset of msg_control, then msg_controllen, in struct msghdr; least control data with a descriptor in it. */
    private static final int MSG_CONTROL = 32;
    private static final int CMSG_WITH_ONE_FD = 20;
    private static final int PAYLOAD_LIMIT = 32;
    private static final int F_DUPFD = 0;
    private static final int F_SETFD = 2;
    private static final int F_DUPFD_CLOEXEC = 1030;

    private final Architecture architecture;
    private final int window;
    private final Assembler code = new Assembler();
    private final Snippets snippets = new Snippets(code);
    private final Label out = new Label("out");
    private final Label foreign = new Label("foreign");
    private final Label record = new Label("record");
    /** A read or write that becomes a record of its own. */
    private final Label uncounted = new Label("uncounted");
    private final Optional<KernelOffsets.WordLoads> words;

    private SyscallExitProgram(Architecture architecture, Optional<KernelOffsets> offsets) {
        this.architecture = architecture;
        this.words = offsets.flatMap(KernelOffsets::words).filter(loads -> architecture == Architecture.X86_64);
        this.window = Snippets.SPILL_4 - architecture.windowBytes();
    }

    /** @param offsets where they are known {@link FileProgram} goes on with calls whose file is wanted */
    static List<Instruction> assemble(Architecture architecture, Optional<KernelOffsets> offsets) {
        SyscallExitProgram program = new SyscallExitProgram(architecture, offsets);
        program.filter();
        program.choose();
        program.data(Action.READ, 0);
        program.data(Action.WRITE, Layout.WRITE_IN_SLOT);
        new RecordCode(architecture, program.window, offsets.isPresent(), program.code, program.snippets, program.out)
                .emit(program.foreign, program.uncounted, program.record, program::otherRegisters);
        program.code.place(program.out).exit(0);
        return program.code.instructions();
    }

    private int contextSlot() {
        return window - 8;
    }

    private int seenSlot() {
        return window - 16;
    }

    private int register(int offsetInPtRegs) {
        return window + offsetInPtRegs - architecture.windowStart();
    }

    private int argument(int index) {
        return register(architecture.argument(index));
    }

    /** Leaves unless a traced task made a call of this architecture that the table knows, and it succeeded. */
    private void filter() {
        Label succeeded = new Label("succeeded");
        code.mov(R6, R1).store(Size.DOUBLE, R10, contextSlot(), R6);
        snippets.leaveUntraced(out);
        code.mov(R8, R0).load(Size.WORD, R1, R8, 4).jumpIf(Condition.SET, R1, Layout.ARMED, out);
        changesSeen();
        registers();
        convention();
        code.jumpIf(Condition.GE, R6, Layout.SYSCALL_LIMIT, out).store(Size.WORD, R10, Snippets.KEY, R6);
        snippets.lookup(Layout.SYSCALLS);
        code.jumpIf(Condition.EQ, R0, 0, out).load(Size.DOUBLE, R6, R0, 0).jumpIf(Condition.EQ, R6, 0, out)
                .jumpIf(Condition.SGT, R9, 0, succeeded);
        Label failed = new Label("failed");
        code.jumpIf(Condition.SLT, R9, 0, failed).jumpIf(Condition.SET, R6, Handling.POSITIVE, out).jump(succeeded);
        Label failureMatters = new Label("failure_matters");
        code.place(failed).jumpIf(Condition.SET, R6, Handling.ON_ERROR, failureMatters).jump(out)
                .place(failureMatters).jumpIf(Condition.EQ, R9, -EBADF, out).place(succeeded);
    }

    /** R9 = the result; the window = the part of the registers that matters. */
    private void registers() {
        Label fault = new Label("registers_fault");
        Label read = new Label("registers_read");
        code.load(Size.DOUBLE, R9, R6, 8).load(Size.DOUBLE, R3, R6, 0);
        KernelMemory.Seen seen = new KernelMemory(code, words, window)
                .see(R3, architecture.windowStart(), architecture.windowBytes(), fault);
        if (words.isPresent()) {
            copy(seen, EARLY_REGISTERS);
            // What is not there reads as 0, and the code segment of a system call never is.
            code.load(Size.WORD, R1, R10, register(Architecture.X86_CS)).jumpIf(Condition.EQ, R1, 0, fault);
        }
        code.jump(read).place(fault);
        snippets.count(Counter.REGISTERS_FAULT);
        code.jump(out).place(read);
    }

    private void copy(KernelMemory.Seen seen, int... registers) {
        for (int offset : registers) {
            seen.load(Size.DOUBLE, R1, offset - architecture.windowStart());
            code.store(Size.DOUBLE, R10, register(offset), R1);
        }
    }

    /** Copies the registers that are left: most calls need none of them. */
    private void otherRegisters() {
        if (words.isPresent()) {
            code.load(Size.DOUBLE, R3, R10, contextSlot()).load(Size.DOUBLE, R3, R3, 0);
            KernelMemory.Seen seen = new KernelMemory(code, words, window)
                    .see(R3, architecture.windowStart(), architecture.windowBytes(), out);
            copy(seen, IntStream.range(0, architecture.windowBytes() / 8).map(i -> architecture.windowStart() + 8 * i)
                    .filter(offset -> IntStream.of(EARLY_REGISTERS).noneMatch(early -> early == offset)).toArray());
        }
    }

    /** Its slot = what the task has seen of changes in its shared table when its last call ended; now it has seen all. */
    private void changesSeen() {
        Label shared = new Label("shared_files");
        Label done = new Label("changes_seen");
        code.store(Size.DOUBLE, R10, seenSlot(), 0).jumpIf(Condition.SET, R1, Layout.SHARED_FILES, shared).jump(done)
                .place(shared);
        snippets.lookup(Layout.STATE, Layout.CHANGES);
        code.jumpIf(Condition.EQ, R0, 0, out).load(Size.DOUBLE, R1, R8, Layout.SEEN)
                .store(Size.DOUBLE, R10, seenSlot(), R1).load(Size.DOUBLE, R1, R0, 0)
                .store(Size.DOUBLE, R8, Layout.SEEN, R1).place(done);
    }

    /** Counts a read or write that may have begun before the descriptor became another file. */
    private void races() {
        Label shared = new Label("may_race");
        Label none = new Label("no_race");
        code.load(Size.WORD, R1, R8, 4).jumpIf(Condition.SET, R1, Layout.SHARED_FILES, shared).jump(none).place(shared)
                .load(Size.WORD, R1, R10, argument(0)).store(Size.WORD, R10, Snippets.KEY + 4, R1)
                .load(Size.WORD, R1, R8, 0).store(Size.WORD, R10, Snippets.KEY, R1);
        snippets.lookup(Layout.REUSED);
        code.jumpIf(Condition.EQ, R0, 0, none).load(Size.DOUBLE, R1, R0, 0).load(Size.DOUBLE, R2, R10, seenSlot())
                .jumpIf(Condition.LE, R1, R2, none);
        snippets.count(Counter.DESCRIPTOR_RACES);
        code.place(none);
    }

    /** R6 = number of the call; goes to "foreign" for one of another convention. */
    private void convention() {
        if (architecture == Architecture.AARCH64) {
            code.load(Size.WORD, R6, R10, register(architecture.number()))
                    .load(Size.DOUBLE, R1, R10, register(Architecture.ARM_PSTATE))
                    .jumpIf(Condition.SET, R1, Architecture.ARM_MODE32_BIT, foreign);
            return;
        }
        Label usual = new Label("usual");
        code.load(Size.DOUBLE, R6, R10, register(architecture.number())).jumpIf(Condition.SLT, R6, 0, out)
                .load(Size.WORD, R1, R10, register(Architecture.X86_CS))
                .jumpIf(Condition.NE, R1, Architecture.X86_USER_CS, foreign)
                .load(Size.DOUBLE, R1, R10, register(Architecture.X86_CX))
                .load(Size.DOUBLE, R2, R10, register(Architecture.X86_IP))
                .jumpIf(Condition.SET, R6, Architecture.X32_BIT, foreign);
        // The SYSCALL instruction leaves ip in cx; where they differ this was int 0x80, or exec set a new ip: ask the kernel.
        code.jumpIf(Condition.EQ, R1, R2, usual).call(HelperFunction.GET_CURRENT_TASK).mov(R3, R0)
                .alu(AluOp.ADD, R3, Architecture.X86_STATUS).address(R1, R10, Snippets.KEY).mov(R2, 4)
                .call(HelperFunction.PROBE_READ_KERNEL).load(Size.WORD, R1, R10, Snippets.KEY)
                .jumpIf(Condition.SET, R1, Architecture.X86_TS_COMPAT, foreign).place(usual);
    }

    private void choose() {
        Label ioctl = new Label("ioctl");
        Label fcntl = new Label("fcntl");
        Label unshare = new Label("unshare");
        Label mmap = new Label("mmap");
        Label message = new Label("message");
        Label peer = new Label("terminal_peer");
        Label memory = new Label("memory");
        Label protect = new Label("protect");
        code.mov(R1, R6).alu(AluOp.AND, R1, 0xff)
                .jumpIf(Condition.EQ, R1, Action.READ.code(), label(Action.READ))
                .jumpIf(Condition.EQ, R1, Action.WRITE.code(), label(Action.WRITE));
        otherRegisters();
        code.mov(R1, R6).alu(AluOp.AND, R1, 0xff)
                .jumpIf(Condition.EQ, R1, Action.MMAP.code(), mmap)
                .jumpIf(Condition.EQ, R1, Action.IOCTL.code(), ioctl)
                .jumpIf(Condition.EQ, R1, Action.FCNTL.code(), fcntl)
                .jumpIf(Condition.EQ, R1, Action.UNSHARE.code(), unshare)
                .jumpIf(Condition.EQ, R1, Action.MESSAGE.code(), message)
                .jumpIf(Condition.EQ, R1, Action.MEMORY.code(), memory)
                .jumpIf(Condition.EQ, R1, Action.PROTECT.code(), protect)
                .jump(record);
        mappings(mmap, memory, protect);
        code.place(ioctl).load(Size.WORD, R1, R10, argument(1))
                .jumpIf(Condition.EQ, R1, FICLONERANGE, record)
                .alu(AluOp.AND, R6, ~Handling.PAYLOAD)
                .jumpIf(Condition.EQ, R1, FICLONE, record).jumpIf(Condition.EQ, R1, FIOCLEX, record)
                .jumpIf(Condition.EQ, R1, FIONCLEX, record).jumpIf(Condition.EQ, R1, TIOCGPTPEER, peer).jump(out)
                .place(peer).alu(AluOp.OR, R6, Handling.MAKES_FD | Handling.SHOWS_FILE).jump(record);
        code.place(fcntl).load(Size.WORD, R1, R10, argument(1))
                .jumpIf(Condition.EQ, R1, F_SETFD, record)
                .alu(AluOp.OR, R6, Handling.MAKES_FD).jumpIf(Condition.EQ, R1, F_DUPFD, record)
                .jumpIf(Condition.EQ, R1, F_DUPFD_CLOEXEC, record).jump(out);
        message(message);
        Label files = new Label("unshare_files");
        code.place(unshare).load(Size.WORD, R1, R10, argument(0)).jumpIf(Condition.SET, R1, CLONE_FILES, files)
                .jump(record).place(files).alu(AluOp.OR, R6, Handling.ENDS_ALL).jump(record);
    }

    /**
     * A shared mapping of a file that is not writable may become so: from the first one on, everything that changes mappings is told.
     * Before, only mappings of files are.
     */
    private void mappings(Label mmap, Label memory, Label protect) {
        Label file = new Label("maps_file");
        code.place(mmap).load(Size.WORD, R1, R10, argument(3)).alu(AluOp.AND, R1, MAP_ANONYMOUS)
                .jumpIf(Condition.EQ, R1, 0, file).jump(memory)
                .place(file).load(Size.WORD, R1, R10, argument(2)).jumpIf(Condition.SET, R1, PROT_WRITE, record)
                .load(Size.WORD, R1, R10, argument(3)).alu(AluOp.AND, R1, MAP_TYPE)
                .jumpIf(Condition.EQ, R1, MAP_PRIVATE, record);
        snippets.lookup(Layout.STATE, Layout.MAPPINGS);
        code.jumpIf(Condition.EQ, R0, 0, record).mov(R1, 1).store(Size.DOUBLE, R0, 0, R1).jump(record);
        Label writable = new Label("made_writable");
        code.place(protect).load(Size.WORD, R1, R10, argument(2)).jumpIf(Condition.SET, R1, PROT_WRITE, writable).jump(out)
                .place(writable).place(memory);
        snippets.lookup(Layout.STATE, Layout.MAPPINGS);
        code.jumpIf(Condition.EQ, R0, 0, out).load(Size.DOUBLE, R1, R0, 0).jumpIf(Condition.EQ, R1, 0, out).jump(record);
    }

    /** Only messages with control data, which may hold descriptors: the start of that data becomes the payload. */
    private void message(Label here) {
        Label whole = new Label("whole_control");
        code.place(here).load(Size.DOUBLE, R3, R10, argument(1)).alu(AluOp.ADD, R3, MSG_CONTROL)
                .address(R1, R10, Snippets.SPILL_2).mov(R2, 16).call(HelperFunction.PROBE_READ_USER)
                .jumpIf(Condition.NE, R0, 0, out).load(Size.DOUBLE, R1, R10, Snippets.SPILL_1)
                .jumpIf(Condition.LT, R1, CMSG_WITH_ONE_FD, out).load(Size.DOUBLE, R2, R10, Snippets.SPILL_2)
                .store(Size.DOUBLE, R10, argument(5), R2).jumpIf(Condition.LE, R1, PAYLOAD_LIMIT, whole)
                .mov(R1, PAYLOAD_LIMIT).place(whole).alu(AluOp.LSH, R1, Handling.PAYLOAD_BYTES_SHIFT)
                .alu(AluOp.OR, R6, R1).jump(record);
    }

    private final Label readLabel = new Label("read");
    private final Label writeLabel = new Label("write");

    private Label label(Action action) {
        return action == Action.READ ? readLabel : writeLabel;
    }

    /** Adds a call and its bytes to the descriptor's totals; whatever has no totals becomes a record of its own. */
    private void data(Action action, int inSlot) {
        Label there = new Label("chunk_there");
        code.place(label(action));
        races();
        snippets.lookup(Layout.STATE, Layout.NAMES);
        code.jumpIf(Condition.EQ, R0, 0, out).load(Size.DOUBLE, R1, R0, 0).store(Size.DOUBLE, R10, Snippets.SPILL_2, R1)
                .load(Size.WORD, R1, R10, argument(0))
                .jumpIf(Condition.GE, R1, Layout.COUNTED_FDS, uncounted)
                .alu(AluOp.RSH, R1, 3).store(Size.WORD, R10, Snippets.KEY + 4, R1)
                .load(Size.WORD, R1, R8, 0).store(Size.WORD, R10, Snippets.KEY, R1);
        snippets.lookup(Layout.CHUNKS);
        code.jumpIf(Condition.NE, R0, 0, there);
        newChunk();
        Label owned = new Label("chunk_owned");
        Label current = new Label("names_current");
        code.place(there).load(Size.WORD, R1, R0, 0).mov(R2, R7).alu(AluOp.RSH, R2, 32)
                .jumpIf(Condition.EQ, R1, R2, owned).jump(uncounted).place(owned)
                .load(Size.WORD, R1, R0, 4).load(Size.WORD, R2, R10, Snippets.SPILL_2).jumpIf(Condition.EQ, R1, R2, current)
                .alu(AluOp.OR, R6, Handling.ENDS_ALL).jump(uncounted).place(current)
                .load(Size.WORD, R1, R10, argument(0)).alu(AluOp.AND, R1, Layout.CHUNK_FDS - 1)
                .alu(AluOp.LSH, R1, 5).alu(AluOp.ADD, R0, R1).mov(R1, 1)
                .atomic(AtomicOp.ADD, R0, Layout.CHUNK_HEAD + inSlot, R1)
                .atomic(AtomicOp.ADD, R0, Layout.CHUNK_HEAD + inSlot + 8, R9).jump(out);
    }

    /** R0 = a new chunk, owned by this process, for the key at KEY. */
    private void newChunk() {
        Label marked = new Label("chunk_marked");
        code.load(Size.DOUBLE, R1, R10, Snippets.KEY).store(Size.DOUBLE, R10, Snippets.SPILL_1, R1);
        snippets.lookup(Layout.FRESH, 0);
        code.jumpIf(Condition.EQ, R0, 0, uncounted).mov(R1, R7).alu(AluOp.RSH, R1, 32).store(Size.WORD, R0, 0, R1)
                .load(Size.WORD, R1, R10, Snippets.SPILL_2).store(Size.WORD, R0, 4, R1)
                .mov(R3, R0).map(R1, Layout.CHUNKS).address(R2, R10, Snippets.SPILL_1).mov(R4, 1)
                .call(HelperFunction.MAP_UPDATE_ELEM);
        code.load(Size.DOUBLE, R1, R10, Snippets.SPILL_1).store(Size.DOUBLE, R10, Snippets.KEY, R1);
        snippets.lookup(Layout.FILES);
        code.jumpIf(Condition.EQ, R0, 0, uncounted);
        Label low = new Label("low_word");
        code.load(Size.WORD, R1, R10, Snippets.KEY + 4).mov(R2, R1).alu(AluOp.AND, R2, 63).mov(R3, 1)
                .alu(AluOp.LSH, R3, R2).jumpIf(Condition.LT, R1, 64, low)
                .atomic(AtomicOp.OR, R0, 16, R3).jump(marked).place(low).atomic(AtomicOp.OR, R0, 8, R3).place(marked);
        snippets.lookup(Layout.CHUNKS);
        code.jumpIf(Condition.EQ, R0, 0, uncounted);
    }
}
