package io.roarbench.environment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code /proc/cpuinfo} and {@code /sys/devices/system/cpu}. */
final class CpuReader {

    /** What hashes, checksums and encryption use, in the kernel's spelling: x86, then ARM. */
    private static final List<String> FEATURES = List.of(
            "sse2", "ssse3", "sse4_1", "sse4_2", "avx", "avx2", "bmi2", "pclmulqdq", "aes", "sha_ni", "vaes", "gfni",
            "avx512f", "avx512bw", "avx512vl", "avx512vbmi",
            "asimd", "pmull", "crc32", "sha1", "sha3", "sha512", "sve", "sve2", "sha2");
    private static final String CPUS = "sys/devices/system/cpu";

    private final MachineFiles files;
    private final String architecture;

    /** @param architecture the JVM's name of it, e.g. {@code amd64} */
    CpuReader(MachineFiles files, String architecture) {
        this.files = files;
        this.architecture = architecture.equals("amd64") ? "x86_64" : architecture;
    }

    Cpu read() {
        List<String> lines = files.lines("proc/cpuinfo");
        Map<String, String> first = KeyedLines.parse(lines, ':');
        List<String> names = onlineCpus();
        int logical = !names.isEmpty() ? names.size() : countProcessors(lines);
        int cores = distinct(names, "physical_package_id", "core_id");
        return new Cpu(model(first), vendor(first), architecture, logical > 0 ? logical : -1, cores,
                distinct(names, "physical_package_id"), smt(logical, cores), features(first), caches(),
                new FrequencyReader(files, names).read(lines), vulnerabilities());
    }

    static Set<String> flags(Map<String, String> cpuinfo) {
        String flags = cpuinfo.getOrDefault("flags", cpuinfo.getOrDefault("Features", ""));
        return new HashSet<>(Arrays.asList(flags.split("\\s+")));
    }

    private static String model(Map<String, String> cpuinfo) {
        String name = cpuinfo.getOrDefault("model name", "");
        return name.isEmpty() ? ArmParts.model(cpuinfo) : name.replaceAll("\\s+", " ");
    }

    private static String vendor(Map<String, String> cpuinfo) {
        String vendor = cpuinfo.getOrDefault("vendor_id", "");
        return vendor.isEmpty() ? ArmParts.vendor(cpuinfo) : vendor;
    }

    private static List<String> features(Map<String, String> cpuinfo) {
        Set<String> flags = flags(cpuinfo);
        return FEATURES.stream().filter(flags::contains).toList();
    }

    private static int countProcessors(List<String> cpuinfo) {
        return (int) cpuinfo.stream().filter(line -> line.startsWith("processor")).count();
    }

    /** Names of the folders of CPUs that are online: those with a topology. */
    private List<String> onlineCpus() {
        return files.names(CPUS).stream().filter(name -> name.matches("cpu\\d+"))
                .filter(name -> files.exists(CPUS + "/" + name + "/topology/core_id")).toList();
    }

    private int distinct(List<String> cpus, String... topology) {
        Set<List<Long>> seen = new HashSet<>();
        for (String cpu : cpus) {
            List<Long> ids = new ArrayList<>();
            for (String file : topology) {
                ids.add(Numbers.whole(files.text(CPUS + "/" + cpu + "/topology/" + file)));
            }
            seen.add(ids);
        }
        return seen.isEmpty() ? -1 : seen.size();
    }

    private Flag smt(int logical, int cores) {
        long active = files.number(CPUS + "/smt/active");
        if (active >= 0) {
            return Flag.of(active > 0);
        }
        return logical > 0 && cores > 0 ? Flag.of(logical > cores) : Flag.UNKNOWN;
    }

    private Caches caches() {
        String folder = CPUS + "/cpu0/cache";
        Map<String, Long> sizes = new TreeMap<>();
        for (String index : files.names(folder)) {
            String cache = folder + "/" + index;
            long bytes = Numbers.bytes(files.text(cache + "/size"));
            if (bytes >= 0) {
                sizes.put(files.text(cache + "/level") + " " + files.text(cache + "/type"), bytes);
            }
        }
        return new Caches(sizes.getOrDefault("1 Data", -1L), sizes.getOrDefault("1 Instruction", -1L),
                sizes.getOrDefault("2 Unified", -1L), sizes.getOrDefault("3 Unified", -1L));
    }

    private Map<String, String> vulnerabilities() {
        Map<String, String> states = new TreeMap<>();
        for (String name : files.names(CPUS + "/vulnerabilities")) {
            states.put(name, files.text(CPUS + "/vulnerabilities/" + name));
        }
        return states;
    }
}
