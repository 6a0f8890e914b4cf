package io.roarbench.environment;

import java.util.List;
import java.util.TreeSet;

/** Reads cpufreq below {@code /sys/devices/system/cpu}, else the rates in {@code /proc/cpuinfo}. */
final class FrequencyReader {

    private static final String CPUS = "sys/devices/system/cpu/";
    private static final double KHZ_PER_MHZ = 1000;

    private final MachineFiles files;
    private final List<String> cpus;

    /** @param cpus folder names of the CPUs that are online, e.g. {@code cpu0} */
    FrequencyReader(MachineFiles files, List<String> cpus) {
        this.files = files;
        this.cpus = cpus;
    }

    Frequency read(List<String> cpuinfo) {
        return new Frequency(joined("scaling_driver"), joined("scaling_governor"), currentMhz(cpuinfo),
                bound("scaling_min_freq", true), bound("scaling_max_freq", false), turbo());
    }

    /** Mean over the CPUs. */
    double currentMhz(List<String> cpuinfo) {
        double scaled = mean(cpus.stream()
                .map(cpu -> files.number(path(cpu, "scaling_cur_freq")) / KHZ_PER_MHZ).toList());
        return scaled > 0 ? scaled : mean(cpuinfo.stream().filter(line -> line.startsWith("cpu MHz"))
                .map(line -> Numbers.decimal(line.substring(line.indexOf(':') + 1))).toList());
    }

    private static double mean(List<Double> rates) {
        return rates.stream().mapToDouble(Double::doubleValue).filter(rate -> rate > 0).average().orElse(-1);
    }

    private String joined(String file) {
        TreeSet<String> values = new TreeSet<>();
        cpus.forEach(cpu -> values.add(files.text(path(cpu, file))));
        values.remove("");
        return String.join("+", values);
    }

    private double bound(String file, boolean lowest) {
        var rates = cpus.stream().mapToLong(cpu -> files.number(path(cpu, file))).filter(rate -> rate > 0);
        long khz = (lowest ? rates.min() : rates.max()).orElse(-1);
        return khz < 0 ? -1 : khz / KHZ_PER_MHZ;
    }

    private Flag turbo() {
        long off = files.number(CPUS + "intel_pstate/no_turbo");
        if (off >= 0) {
            return Flag.of(off == 0);
        }
        long boost = files.number(CPUS + "cpufreq/boost");
        return boost >= 0 ? Flag.of(boost > 0) : Flag.UNKNOWN;
    }

    private static String path(String cpu, String file) {
        return CPUS + cpu + "/cpufreq/" + file;
    }
}
