package io.roarbench.tracer.ebpf;

import io.roarbench.linux.bpf.Attachment;
import io.roarbench.linux.bpf.BpfMap;
import io.roarbench.linux.bpf.BpfProgram;
import io.roarbench.linux.bpf.MapSpec;
import io.roarbench.linux.bpf.Pages;
import io.roarbench.linux.bpf.RingBuffer;
import io.roarbench.linux.bpf.TracepointFormat;
import io.roarbench.linux.bpf.Tracefs;
import io.roarbench.linux.bpf.VerifierException;
import io.roarbench.tracer.ebpf.asm.Encoder;
import io.roarbench.tracer.ebpf.asm.Instruction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The maps and loaded programs for one trace at a time. Loading takes long (hundreds of ms), so a tracer keeps it for its next
 * trace. The program for system calls, which every process on the machine feels, is attached only while a trace runs; those for
 * new, executing and ending tasks stay (taking them off would take 0.2 s). Not thread-safe.
 */
final class KernelSide implements AutoCloseable {

    private final Map<String, BpfMap> maps = new HashMap<>();
    private final List<BpfProgram> programs = new ArrayList<>();
    private final List<Attachment> lifecycle = new ArrayList<>();
    private BpfProgram syscalls;
    private Attachment attached;
    private RingBuffer ring;
    private Map<Counter, Long> before = new EnumMap<>(Counter.class);
    private long missesBefore;
    private boolean tellsFiles;

    private KernelSide() {
    }

    /** Makes and loads everything. @throws IOException with the map or program, and why the kernel refused it */
    static KernelSide load(Architecture architecture, EbpfSetup setup) throws IOException {
        Optional<KernelOffsets> offsets = setup.offsets().read();
        KernelSide side = new KernelSide();
        side.tellsFiles = offsets.isPresent();
        try {
            for (MapSpec spec : Layout.maps(setup)) {
                side.maps.put(spec.name(), BpfMap.create(spec));
            }
            side.ring = new RingBuffer(side.map(Layout.RING), Pages.bytes());
            side.fillTable(architecture);
            side.loadPrograms(architecture, offsets);
            return side;
        } catch (IOException | RuntimeException e) {
            side.close();
            throw e;
        }
    }

    private void fillTable(Architecture architecture) throws IOException {
        for (Syscall syscall : Syscall.values()) {
            int number = syscall.number(architecture);
            if (number >= 0) {
                map(Layout.SYSCALLS).update(key(number),
                        BpfMap.buffer(8).putLong(0, syscall.handling().packed()));
            }
        }
    }

    private void loadPrograms(Architecture architecture, Optional<KernelOffsets> offsets) throws IOException {
        TracepointFormat newTask;
        TracepointFormat exec;
        TracepointFormat exit;
        try (Tracefs tracefs = Tracefs.open()) {
            newTask = tracefs.format("task", "task_newtask");
            exec = tracefs.format("sched", "sched_process_exec");
            exit = tracefs.format("sched", "sched_process_exit");
        }
        follow(exit, "roar_exit", LifecyclePrograms.exit());
        follow(exec, "roar_exec", LifecyclePrograms.exec(exec));
        follow(newTask, "roar_newtask", LifecyclePrograms.newTask(newTask));
        try {
            loadSyscalls(architecture, offsets);
        } catch (VerifierException refused) {
            if (offsets.flatMap(KernelOffsets::words).isEmpty()) {
                throw refused;
            }
            loadSyscalls(architecture, offsets.map(KernelOffsets::withoutWords));
        }
    }

    private void loadSyscalls(Architecture architecture, Optional<KernelOffsets> offsets) throws IOException {
        syscalls = load("roar_sys_exit", BpfProgram.Type.RAW_TRACEPOINT,
                SyscallExitProgram.assemble(architecture, offsets));
        if (offsets.isPresent()) {
            BpfProgram files = load("roar_file", BpfProgram.Type.RAW_TRACEPOINT, FileProgram.assemble(offsets.get()));
            map(Layout.NEXT).update(key(0), BpfMap.buffer(4).putInt(0, files.fd()));
        }
    }

    private void follow(TracepointFormat tracepoint, String name, List<Instruction> code) throws IOException {
        lifecycle.add(load(name, BpfProgram.Type.TRACEPOINT, code).attachTracepoint(tracepoint));
    }

    private BpfProgram load(String name, BpfProgram.Type type, List<Instruction> code) throws IOException {
        BpfProgram program = load(name, type, code, maps);
        programs.add(program);
        return program;
    }

    /** Loads a program that refers to these maps by their names. */
    static BpfProgram load(String name, BpfProgram.Type type, List<Instruction> code, Map<String, BpfMap> maps)
            throws IOException {
        Map<String, Integer> descriptors = new HashMap<>();
        maps.forEach((map, made) -> descriptors.put(map, made.fd()));
        return BpfProgram.load(name, type, Encoder.encode(code, descriptors));
    }

    /** Starts the program for system calls; nothing is traced before {@link #arm}. */
    void attach() throws IOException {
        clear();
        attached = syscalls.attachRawTracepoint("sys_exit");
    }

    /** Makes the next process that one of these threads makes the command. */
    void arm(int... tids) throws IOException {
        for (int tid : tids) {
            map(Layout.TASKS).update(key(tid), BpfMap.buffer(Layout.TASK_BYTES).putInt(4, Layout.ARMED));
        }
    }

    /** Takes back {@link #arm} where it was not used. */
    void disarm(int... tids) throws IOException {
        for (int tid : tids) {
            map(Layout.TASKS).delete(key(tid));
        }
    }

    /** The program for system calls. */
    BpfProgram syscalls() {
        return syscalls;
    }

    /** Stops the program for system calls. Records that are there can still be read. */
    void detach() {
        if (attached != null) {
            attached.close();
            attached = null;
        }
    }

    /** Whether a traced task is alive. */
    boolean hasTasks() throws IOException {
        return !map(Layout.TASKS).isEmpty();
    }

    /** Whether totals are left that no descriptor took along. */
    boolean hasTotals() throws IOException {
        return !map(Layout.CHUNKS).isEmpty();
    }

    private void clear() throws IOException {
        map(Layout.TASKS).drain();
        map(Layout.FILES).drain();
        map(Layout.CHUNKS).drain();
        map(Layout.REUSED).drain();
        map(Layout.STATE).update(key(Layout.MAPPINGS), BpfMap.buffer(8));
        map(Layout.STATE).update(key(Layout.NAMES), BpfMap.buffer(8));
        while (ring.take(ring.capacity()) != null) {
            Thread.onSpinWait();
        }
        before = totals();
        missesBefore = misses();
    }

    /** Whether the kernel itself says what a call opened, see {@link KernelOffsets}. */
    boolean tellsFiles() {
        return tellsFiles;
    }

    RingBuffer ring() {
        return ring;
    }

    /** What a counter has counted since {@link #attach}. */
    Map<Counter, Long> counted() throws IOException {
        Map<Counter, Long> now = totals();
        now.replaceAll((counter, total) -> total - before.getOrDefault(counter, 0L));
        return now;
    }

    /** How often the kernel skipped a program since {@link #attach}. */
    long missed() throws IOException {
        return misses() - missesBefore;
    }

    private long misses() throws IOException {
        long sum = 0;
        for (BpfProgram program : programs) {
            sum += program.recursionMisses();
        }
        return sum;
    }

    private Map<Counter, Long> totals() throws IOException {
        Map<Counter, Long> totals = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            ByteBuffer perCpu = map(Layout.COUNTERS).lookup(key(counter.ordinal()));
            long sum = 0;
            while (perCpu.remaining() >= 8) {
                sum += perCpu.getLong();
            }
            totals.put(counter, sum);
        }
        return totals;
    }

    BpfMap map(String name) {
        return maps.get(name);
    }

    private static ByteBuffer key(int number) {
        return BpfMap.buffer(4).putInt(0, number);
    }

    @Override
    public void close() {
        detach();
        lifecycle.forEach(Attachment::close);
        programs.forEach(BpfProgram::close);
        if (ring != null) {
            ring.close();
        }
        maps.values().forEach(BpfMap::close);
    }
}
