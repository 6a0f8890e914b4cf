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

import io.roarbench.tracer.ebpf.KernelMemory.Seen;
import io.roarbench.tracer.ebpf.KernelOffsets.WordLoads;
import io.roarbench.tracer.ebpf.asm.AluOp;
import io.roarbench.tracer.ebpf.asm.Assembler;
import io.roarbench.tracer.ebpf.asm.Condition;
import io.roarbench.tracer.ebpf.asm.HelperFunction;
import io.roarbench.tracer.ebpf.asm.Instruction;
import io.roarbench.tracer.ebpf.asm.Label;
import io.roarbench.tracer.ebpf.asm.Register;
import io.roarbench.tracer.ebpf.asm.Size;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The program that the one for system calls goes on with (by a tail call, so that the verifier looks at it once and not on each way that
 * leads here) for some records: it asks the kernel's own structures which file a call has opened, made the working directory,
 * or executed: the file's mode (which tells whether the open made it) and its path at that moment, symbolic links resolved. The path's
 * names are appended to the record from last to first, across mount points up to the root of the mount namespace; then
 * the record is sent.
 *
 * <p>Registers: R6 handling, later the directory entry; R7 the mount; R8 the record's size; R9 the record.
 */
final class FileProgram {

    /** Names and mounts that are walked at most; deeper paths are counted as {@link Counter#NAME_WALKS}. */
    private static final int MOST_HOPS = 128;
    private static final int NAME_BYTES = 256;
    private static final int SIZE_MASK = 0x3fff;
    private static final int LARGEST = Layout.RECORD_BYTES - NAME_BYTES;
    /** {@code MNT_INTERNAL}: of pipes, sockets, memory files. */
    private static final int INTERNAL_MOUNT = 0x4000;
    private static final int SIZE_BEFORE = Snippets.SPILL_2;
    private static final int ROOT_OF_MOUNT = Snippets.SPILL_3;
    private static final int HOPS = Snippets.SPILL_4;
    private static final int PARENT = Snippets.KEY;
    private static final int ROOM = Snippets.SPILL_4 - WordLoads.BYTES;
    /** Names up to this long, with their NUL, lie in the directory entry itself and are copied by words. */
    private static final int SHORT_NAME = 32;

    private final KernelOffsets offsets;
    private final Assembler code = new Assembler();
    private final Snippets snippets = new Snippets(code);
    private final KernelMemory memory;
    private final Label failed = new Label("walk_failed");
    private final Label walked = new Label("walked");
    private final Label done = new Label("walk_done");

    private FileProgram(KernelOffsets offsets) {
        this.offsets = offsets;
        this.memory = new KernelMemory(code, offsets.words(), ROOM);
    }

    static List<Instruction> assemble(KernelOffsets offsets) {
        FileProgram program = new FileProgram(offsets);
        program.emit();
        return program.code.instructions();
    }

    private void emit() {
        Label path = new Label("struct_path");
        Label out = new Label("out");
        snippets.lookup(Layout.SCRATCH, 0);
        code.jumpIf(Condition.EQ, R0, 0, out).mov(R9, R0).load(Size.DOUBLE, R6, R9, Layout.HANDLING)
                .load(Size.DOUBLE, R8, R9, Layout.SIZE_SO_FAR).alu(AluOp.AND, R8, SIZE_MASK)
                .jumpIf(Condition.GT, R8, LARGEST, out);
        start(path);
        code.place(path);
        mount();
        hops();
        code.place(walked).load(Size.DOUBLE, R1, R10, SIZE_BEFORE).mov(R2, R8).alu(AluOp.SUB, R2, R1)
                .store(Size.HALF, R9, Layout.LENGTH_3, R2);
        flag(Layout.NAMED);
        code.jump(done).place(failed);
        snippets.count(Counter.NAME_WALKS);
        code.place(done);
        snippets.output(R9, R8);
        code.place(out).exit(0);
    }

    /** R3 = address of the struct path that is asked for. */
    private void start(Label path) {
        Label descriptor = new Label("of_descriptor");
        Label directory = new Label("of_directory");
        Label program = new Label("of_program");
        Label file = new Label("of_file");
        code.jumpIf(Condition.SET, R6, Handling.SHOWS_FILE, descriptor)
                .jumpIf(Condition.SET, R6, Handling.SHOWS_DIRECTORY, directory)
                .jumpIf(Condition.SET, R6, Handling.SHOWS_PROGRAM, program).jump(done);
        code.place(program);
        task(offsets.taskMm());
        follow(offsets.mmExe());
        code.jump(file).place(directory);
        task(offsets.taskFs());
        code.alu(AluOp.ADD, R3, offsets.fsDirectory()).jump(path).place(descriptor);
        task(offsets.taskFiles());
        follow(offsets.filesTable());
        follow(offsets.tableFiles());
        code.load(Size.WORD, R1, R9, Layout.SHOWN_FD).alu(AluOp.LSH, R1, 3).alu(AluOp.ADD, R3, R1);
        follow(0);
        code.place(file).store(Size.DOUBLE, R10, Snippets.SPILL_3, R3);
        memory.see(R3, offsets.fileMode(), 4, failed).load(Size.WORD, R1, 0);
        code.store(Size.WORD, R9, Layout.MODE, R1);
        flag(Layout.MODE_SEEN);
        code.load(Size.DOUBLE, R3, R10, Snippets.SPILL_3).alu(AluOp.ADD, R3, offsets.filePath());
    }

    /** R3 = the pointer in the current task at this offset. */
    private void task(int offset) {
        code.call(HelperFunction.GET_CURRENT_TASK).mov(R3, R0);
        follow(offset);
    }

    /** R3 = the pointer at R3 + offset. */
    private void follow(int offset) {
        memory.see(R3, offset, 8, failed).load(Size.DOUBLE, R3, 0);
        code.jumpIf(Condition.EQ, R3, 0, failed);
    }

    /** From the struct path at R3: R6 = entry, R7 = mount; leaves if it is one that no path leads to. */
    private void mount() {
        Label usual = new Label("usual_mount");
        Block path = new Block(offsets.pathMount(), offsets.pathEntry());
        Seen seen = path.see(R3);
        path.load(seen, R7, offsets.pathMount());
        path.load(seen, R6, offsets.pathEntry());
        code.jumpIf(Condition.EQ, R7, 0, failed).jumpIf(Condition.EQ, R6, 0, failed);
        Block mount = new Block(offsets.mountFlags(), offsets.mountRoot());
        seen = mount.see(R7);
        mount.load(seen, R2, offsets.mountRoot());
        seen.load(Size.WORD, R1, offsets.mountFlags() - mount.first);
        code.store(Size.DOUBLE, R10, ROOT_OF_MOUNT, R2).alu(AluOp.AND, R1, INTERNAL_MOUNT).jumpIf(Condition.EQ, R1, 0, usual);
        flag(Layout.NAMELESS);
        code.jump(done).place(usual);
        code.store(Size.DOUBLE, R10, SIZE_BEFORE, R8).mov(R1, 0).store(Size.DOUBLE, R10, HOPS, R1);
    }

    private void hops() {
        Label loop = new Label("hop");
        Label name = new Label("name");
        Label fits = new Label("fits");
        code.place(loop).load(Size.DOUBLE, R1, R10, HOPS).jumpIf(Condition.GE, R1, MOST_HOPS, failed)
                .alu(AluOp.ADD, R1, 1).store(Size.DOUBLE, R10, HOPS, R1);
        // The same bounds in each round keep the verifier from telling rounds with and without a mount point apart.
        code.alu(AluOp.AND, R8, SIZE_MASK).jumpIf(Condition.LE, R8, LARGEST, fits).mov(R8, LARGEST).jump(failed)
                .place(fits).load(Size.DOUBLE, R1, R10, ROOT_OF_MOUNT).jumpIf(Condition.NE, R6, R1, name);
        upOneMount();
        code.jump(loop).place(name);
        name();
        // An entry without a parent that is no mount's root: nothing leads to it (a file opened by handle).
        code.load(Size.DOUBLE, R1, R10, PARENT).jumpIf(Condition.EQ, R1, R6, failed).jumpIf(Condition.EQ, R1, 0, failed).mov(R6, R1)
                .jump(loop);
    }

    /** Appends the name of the entry at R6; PARENT = its parent. */
    private void name() {
        Label elsewhere = new Label("long_name");
        Label done = new Label("name_done");
        Block entry = new Block(offsets.entryParent(), offsets.entryName(), offsets.entryShortName() + SHORT_NAME - 8);
        Seen seen = entry.see(R6);
        entry.load(seen, R1, offsets.entryParent());
        entry.load(seen, R3, offsets.entryName());
        seen.load(Size.WORD, R4, offsets.entryNameLength() - entry.first);
        code.store(Size.DOUBLE, R10, PARENT, R1).mov(R2, R6).alu(AluOp.ADD, R2, offsets.entryShortName())
                .jumpIf(Condition.NE, R2, R3, elsewhere).jumpIf(Condition.GE, R4, SHORT_NAME, elsewhere)
                .jumpIf(Condition.EQ, R4, 0, failed).mov(R2, R9).alu(AluOp.ADD, R2, R8);
        for (int i = 0; i < SHORT_NAME; i += 8) {
            entry.load(seen, R1, offsets.entryShortName() + i);
            code.store(Size.DOUBLE, R2, i, R1);
        }
        // A rename at this moment may change the name under our eyes: its end must be there in any case.
        code.alu(AluOp.ADD, R2, R4).store(Size.BYTE, R2, 0, 0).alu(AluOp.ADD, R8, R4).alu(AluOp.ADD, R8, 1).jump(done)
                .place(elsewhere).mov(R1, R9).alu(AluOp.ADD, R1, R8).mov(R2, NAME_BYTES).call(HelperFunction.PROBE_READ_KERNEL_STR)
                .jumpIf(Condition.SLE, R0, 0, failed).jumpIf(Condition.GT, R0, NAME_BYTES, failed).alu(AluOp.ADD, R8, R0).place(done);
    }

    /** From the root of a mount to where it is mounted; to "walked" at the root of all. */
    private void upOneMount() {
        Block mount = new Block(offsets.mountParent(), offsets.mountPoint());
        Seen seen = mount.see(R7);
        mount.load(seen, R1, offsets.mountParent());
        mount.load(seen, R6, offsets.mountPoint());
        code.jumpIf(Condition.EQ, R1, 0, failed).alu(AluOp.ADD, R1, offsets.mountInMount()).jumpIf(Condition.EQ, R1, R7, walked)
                .mov(R7, R1);
        memory.see(R7, offsets.mountRoot(), 8, failed).load(Size.DOUBLE, R1, 0);
        code.store(Size.DOUBLE, R10, ROOT_OF_MOUNT, R1);
    }

    private void flag(int flag) {
        code.load(Size.HALF, R1, R9, Layout.FLAGS).alu(AluOp.OR, R1, flag).store(Size.HALF, R9, Layout.FLAGS, R1);
    }

    /** The part of a structure that holds these members of 8 bytes each. */
    private final class Block {

        private final int first;
        private final int bytes;

        Block(int... members) {
            first = IntStream.of(members).min().orElseThrow();
            bytes = IntStream.of(members).max().orElseThrow() + 8 - first;
        }

        Seen see(Register structure) {
            return memory.see(structure, first, bytes, failed);
        }

        void load(Seen seen, Register dst, int member) {
            seen.load(Size.DOUBLE, dst, member - first);
        }
    }
}
