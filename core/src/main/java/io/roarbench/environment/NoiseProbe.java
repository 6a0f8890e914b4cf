package io.roarbench.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads the machine's noise counters, before and after what is measured, never meanwhile. A reading takes about two
 * milliseconds; folders that do not change are looked up once.
 */
public final class NoiseProbe {

    private static final String CPUS = "sys/devices/system/cpu";
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;

    private final MachineFiles files;
    private final LongSupplier clock;
    private final List<String> cpus;
    private final List<String> groups;

    /**
     * A probe of a machine laid out below a folder.
     *
     * @param clock monotonic, ns
     */
    NoiseProbe(Path root, LongSupplier clock) {
        this.files = new MachineFiles(root);
        this.clock = clock;
        this.cpus = files.names(CPUS).stream().filter(name -> name.matches("cpu\\d+")).toList();
        this.groups = new ControlGroups(files).folders("cpu");
    }

    /** A probe of the machine that this runs on. Where there is no {@code /proc}, all counters are unknown. */
    public static NoiseProbe ofThisMachine() {
        return new NoiseProbe(Path.of("/"), System::nanoTime);
    }

    /** Reads all counters now. */
    public NoiseReading read() {
        Map<String, String> stat = KeyedLines.parse(files.lines("proc/stat"), ' ');
        String[] ticks = stat.getOrDefault("cpu", "").split(" +");
        long idle = tick(ticks, IDLE);
        long ioWait = tick(ticks, IO_WAIT);
        String[] load = files.text("proc/loadavg").split(" ");
        return new NoiseReading(clock.getAsLong(), total(ticks), idle < 0 ? -1 : idle + Math.max(0, ioWait), ioWait,
                tick(ticks, STEAL), new ProcessTree(files).ticks(), Numbers.whole(stat.getOrDefault("ctxt", "")),
                pressure("cpu"), pressure("memory"), pressure("io"),
                thermalThrottles(), groupThrottles(), swappedPages(),
                Numbers.decimal(load[0]), new FrequencyReader(files, cpus).currentMhz(files.lines("proc/cpuinfo")));
    }

    private static long tick(String[] ticks, int index) {
        return index < ticks.length ? Numbers.whole(ticks[index]) : -1;
    }

    /** User to steal; guest time, the two columns after that, is counted in user time already (proc_stat(5)). */
    private static long total(String[] ticks) {
        long total = 0;
        for (int i = 0; i <= STEAL; i++) {
            if (tick(ticks, i) < 0) {
                return -1;
            }
            total += tick(ticks, i);
        }
        return total;
    }

    private long pressure(String resource) {
        return Numbers.whole(LoadReader.someField(files, resource, "total"));
    }

    private long thermalThrottles() {
        long sum = -1;
        for (String cpu : cpus) {
            for (String file : List.of("core_throttle_count", "package_throttle_count")) {
                sum = plus(sum, files.number(CPUS + "/" + cpu + "/thermal_throttle/" + file));
            }
        }
        return sum;
    }

    private long groupThrottles() {
        long sum = -1;
        for (String group : groups) {
            Map<String, String> stat = KeyedLines.parse(files.lines(group + "/cpu.stat"), ' ');
            sum = plus(sum, Numbers.whole(stat.getOrDefault("nr_throttled", "")));
        }
        return sum;
    }

    private long swappedPages() {
        Map<String, String> stat = KeyedLines.parse(files.lines("proc/vmstat"), ' ');
        return plus(Numbers.whole(stat.getOrDefault("pswpin", "")), Numbers.whole(stat.getOrDefault("pswpout", "")));
    }

    /** A sum is known as soon as one part is. */
    private static long plus(long sum, long part) {
        return part < 0 ? sum : Math.max(0, sum) + part;
    }
}
