package io.roarbench.tracer.ebpf;

import io.roarbench.linux.bpf.Attachment;
import io.roarbench.linux.bpf.BpfMap;
import io.roarbench.linux.bpf.BpfProgram;
import io.roarbench.linux.bpf.MapSpec;
import io.roarbench.linux.bpf.TracepointFormat;
import io.roarbench.linux.bpf.Tracefs;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ForkServerLauncher;
import io.roarbench.linux.process.PosixSpawnLauncher;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.RunningProcess;
import io.roarbench.linux.process.ThreadId;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.count.CallCounter;
import io.roarbench.tracer.count.CallCounts;
import io.roarbench.tracer.count.CallKind;
import io.roarbench.tracer.ebpf.asm.Instruction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts by programs in the kernel: each call of the command and its descendants costs it about 0.1 µs, no event is sent. Needs what
 * {@link EbpfTracer} needs.
 */
public final class EbpfCallCounter implements CallCounter {

    private static final long PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_WAIT_NANOS = 2_000_000_000L;

    private final Architecture architecture = Architecture.here().orElse(Architecture.X86_64);
    private Kernel kernel;
    private ProcessLauncher launcher;
    private int forker;

    @Override
    public String name() {
        return "eBPF";
    }

    @Override
    public Check check() {
        return new EbpfCheck().check();
    }

    @Override
    public CallCounts count(Command command) throws IOException, InterruptedException {
        open();
        long[] before = kernel.slots();
        long missedBefore = kernel.missed();
        try (Attachment calls = kernel.attach()) {
            kernel.arm(forker != 0 ? forker : ThreadId.current());
            try (RunningProcess process = launcher.start(command)) {
                Execution execution = process.waitFor();
                boolean alone = kernel.awaitDescendants();
                long[] counted = kernel.slots();
                Arrays.setAll(counted, slot -> counted[slot] - before[slot]);
                return counts(counted, kernel.missed() - missedBefore, alone, execution);
            } finally {
                kernel.forget();
            }
        }
    }

    private void open() throws IOException {
        Check check = check();
        if (!check.ok()) {
            throw new IOException("system calls cannot be counted by eBPF here: " + check.summary());
        }
        if (kernel == null) {
            kernel = new Kernel(architecture);
        }
        if (launcher == null) {
            Optional<ForkServerLauncher> server = ForkServerLauncher.open();
            forker = server.map(ForkServerLauncher::serverPid).orElse(0);
            launcher = server.<ProcessLauncher>map(s -> s).orElseGet(PosixSpawnLauncher::new);
        }
    }

    private CallCounts counts(long[] counted, long missed, boolean alone, Execution execution) throws IOException {
        Map<CallKind, Long> calls = new EnumMap<>(CallKind.class);
        Map<Integer, String> names = new HashMap<>();
        for (Syscall syscall : Syscall.values()) {
            names.put(syscall.number(architecture), syscall.name().toLowerCase(Locale.ROOT));
        }
        for (int number = 0; number < Layout.SYSCALL_LIMIT; number++) {
            String name = names.getOrDefault(number, "");
            calls.merge(CallKind.of(name, true), counted[2 * number], Long::sum);
            calls.merge(CallKind.of(name, false), counted[2 * number + 1], Long::sum);
        }
        calls.merge(CallKind.OTHER, -counted[CountingPrograms.FILE_MAPPINGS] - counted[CountingPrograms.FCNTL_DUPS], Long::sum);
        calls.put(CallKind.MAP, counted[CountingPrograms.FILE_MAPPINGS]);
        calls.merge(CallKind.DESCRIPTOR, counted[CountingPrograms.FCNTL_DUPS], Long::sum);
        calls.put(CallKind.FORK, counted[CountingPrograms.FORKS]);
        calls.put(CallKind.THREAD, counted[CountingPrograms.THREADS]);
        return new CallCounts(name(), calls, kernel.executed(), blindSpots(counted), caveats(counted, missed, alone), execution);
    }

    private Set<IncompleteReason> blindSpots(long[] counted) {
        Set<IncompleteReason> reasons = EnumSet.noneOf(IncompleteReason.class);
        if (counted[2 * Syscall.IO_URING_SETUP.number(architecture)] > 0) {
            reasons.add(IncompleteReason.IO_URING);
        }
        if (counted[2 * Syscall.IO_SUBMIT.number(architecture)] > 0) {
            reasons.add(IncompleteReason.KERNEL_AIO);
        }
        if (counted[CountingPrograms.FOREIGN] > 0) {
            reasons.add(IncompleteReason.FOREIGN_ARCHITECTURE);
        }
        return reasons;
    }

    private static List<String> caveats(long[] counted, long missed, boolean alone) {
        List<String> caveats = new ArrayList<>();
        if (counted[CountingPrograms.TASKS_FULL] > 0) {
            caveats.add("More processes at a time than could be counted: counts are too low.");
        }
        if (missed > 0) {
            caveats.add("The kernel skipped counting " + missed + " times: counts are too low.");
        }
        if (!alone) {
            caveats.add("Processes that the command left behind were counted for 2 s and no longer.");
        }
        return caveats;
    }

    @Override
    public void close() {
        if (kernel != null) {
            kernel.close();
            kernel = null;
        }
        if (launcher != null) {
            launcher.close();
            launcher = null;
        }
    }

    /** Maps and programs. Those that follow tasks stay attached until it is closed, which takes 0.2 s. */
    private static final class Kernel implements AutoCloseable {

        private final Map<String, BpfMap> maps = new HashMap<>();
        private final List<BpfProgram> programs = new ArrayList<>();
        private final List<Attachment> lifecycle = new ArrayList<>();
        private final BpfProgram calls;

        Kernel(Architecture architecture) throws IOException {
            try (Tracefs tracefs = Tracefs.open()) {
                for (MapSpec spec : CountingPrograms.maps()) {
                    maps.put(spec.name(), BpfMap.create(spec));
                }
                TracepointFormat exec = tracefs.format("sched", "sched_process_exec");
                TracepointFormat newTask = tracefs.format("task", "task_newtask");
                follow("roar_count_exit", tracefs.format("sched", "sched_process_exit"), CountingPrograms.exit());
                follow("roar_count_exec", exec, CountingPrograms.exec(exec));
                follow("roar_count_new", newTask, CountingPrograms.newTask(newTask));
                calls = load("roar_count", BpfProgram.Type.RAW_TRACEPOINT, CountingPrograms.sysExit(architecture));
            } catch (IOException | RuntimeException e) {
                close();
                throw e;
            }
        }

        private void follow(String name, TracepointFormat tracepoint, List<Instruction> code) throws IOException {
            lifecycle.add(load(name, BpfProgram.Type.TRACEPOINT, code).attachTracepoint(tracepoint));
        }

        private BpfProgram load(String name, BpfProgram.Type type, List<Instruction> code) throws IOException {
            BpfProgram program = KernelSide.load(name, type, code, maps);
            programs.add(program);
            return program;
        }

        /** The next process that this thread makes is the command. */
        void arm(int tid) throws IOException {
            maps.get(Layout.TASKS).update(key(tid), BpfMap.buffer(8).putLong(0, Layout.ARMED));
        }

        /** Whether none was left in the end. */
        boolean awaitDescendants() throws IOException {
            long end = System.nanoTime() + LONGEST_WAIT_NANOS;
            boolean none = maps.get(Layout.TASKS).isEmpty();
            while (!none && System.nanoTime() < end) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
                none = maps.get(Layout.TASKS).isEmpty();
            }
            return none;
        }

        Attachment attach() throws IOException {
            return calls.attachRawTracepoint("sys_exit");
        }

        /** Takes back what was armed, and lets go of tasks that are still there. */
        void forget() throws IOException {
            maps.get(Layout.TASKS).drain();
        }

        long missed() throws IOException {
            long missed = 0;
            for (BpfProgram program : programs) {
                missed += program.recursionMisses();
            }
            return missed;
        }

        long[] slots() throws IOException {
            long[] values = new long[CountingPrograms.SLOTS];
            for (int slot = 0; slot < values.length; slot++) {
                values[slot] = maps.get(CountingPrograms.CALLS).lookup(key(slot)).getLong(0);
            }
            return values;
        }

        TreeSet<String> executed() throws IOException {
            TreeSet<String> names = new TreeSet<>();
            for (ByteBuffer entry : maps.get(CountingPrograms.PROGRAMS).drain()) {
                byte[] bytes = new byte[CountingPrograms.NAME_BYTES];
                entry.get(bytes);
                String text = new String(bytes, StandardCharsets.UTF_8);
                names.add(text.substring(0, text.indexOf('\0')));
            }
            return names;
        }

        private static ByteBuffer key(int number) {
            return BpfMap.buffer(4).putInt(0, number);
        }

        @Override
        public void close() {
            lifecycle.forEach(Attachment::close);
            programs.forEach(BpfProgram::close);
            maps.values().forEach(BpfMap::close);
        }
    }
}
