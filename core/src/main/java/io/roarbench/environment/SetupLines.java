package io.roarbench.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parts of a page's Setup line, from facts to words; pure functions. What is unknown is called so. */
public final class SetupLines {

    private static final double GIB = 1L << 30;

    private SetupLines() {
    }

    /** The machine in one clause after another, without the libraries, e.g. {@code 2-core AMD EPYC, 24 GiB, …}. */
    public static String machine(Environment environment) {
        List<String> parts = new ArrayList<>();
        parts.add(cpu(environment.cpu()));
        parts.add(memory(environment.memory()));
        parts.add(kernel(environment.kernel()));
        parts.add(virtualization(environment.virtualization()));
        environment.storage().stream().map(SetupLines::storage).distinct().forEach(parts::add);
        parts.add(java(environment.java()));
        return String.join(", ", parts);
    }

    /** E.g. {@code 2-core AMD EPYC (AVX-512, SHA-NI)}, {@code 8-core/16-thread AMD Ryzen 7 …}. */
    public static String cpu(Cpu cpu) {
        String threads = cpu.logicalCpus() > cpu.physicalCores() ? "/" + cpu.logicalCpus() + "-thread" : "";
        String size = cpu.physicalCores() > 0 ? cpu.physicalCores() + "-core" + threads
                : cpu.logicalCpus() > 0 ? cpu.logicalCpus() + "-CPU" : "";
        String model = cpu.model().isEmpty() ? (cpu.architecture() + " CPU of unknown model").strip() : name(cpu);
        String features = CpuFeatures.words(cpu.features());
        return (size + " " + model + (features.isEmpty() ? "" : " (" + features + ")")).strip();
    }

    /** E.g. {@code 24 GiB}; with the control group's limit, {@code 4 GiB of 24 GiB}. */
    public static String memory(Memory memory) {
        if (memory.totalBytes() < 0) {
            return "memory unknown";
        }
        return memory.limitBytes() > 0
                ? gib(memory.limitBytes()) + " of " + gib(memory.totalBytes())
                : gib(memory.totalBytes());
    }

    /** E.g. {@code Linux 6.18.44 (Debian 12)}: the release without the distribution's own suffix. */
    public static String kernel(Kernel kernel) {
        String release = kernel.release().replaceFirst("[^0-9.].*$", "");
        String distribution = kernel.distribution().replaceFirst(" GNU/Linux$", "");
        String version = kernel.distributionVersion().isEmpty() ? "" : " " + kernel.distributionVersion();
        return orUnknown(kernel.name()) + " " + orUnknown(release)
                + (distribution.isEmpty() ? "" : " (" + distribution + version + ")");
    }

    /** E.g. {@code KVM/Firecracker VM}, {@code bare metal}, {@code bare metal, in a docker container}. */
    public static String virtualization(Virtualization virtualization) {
        String container = virtualization.container();
        String inside = switch (container) {
            case "", "none" -> "";
            case "unnamed" -> ", in a container";
            default -> ", in a " + container + " container";
        };
        return switch (virtualization.virtualMachine()) {
            case YES -> hypervisor(virtualization) + inside;
            case NO -> "bare metal" + inside;
            case UNKNOWN -> "virtualization unknown" + inside;
        };
    }

    /** E.g. {@code ext4 on virtio disk}, {@code xfs on NVMe disk (Samsung SSD 990)}, {@code tmpfs in memory}. */
    public static String storage(Storage storage) {
        String fileSystem = storage.fileSystem().isEmpty() ? "unknown file system" : storage.fileSystem();
        if (storage.diskClass() == DiskClass.MEMORY) {
            return fileSystem + " in memory";
        }
        String raid = storage.disks().size() > 1 ? storage.disks().size() + " × " : "";
        String model = storage.model().isEmpty() ? "" : " (" + storage.model() + ")";
        return fileSystem + " on " + raid + storage.diskClass().words() + model;
    }

    /** E.g. {@code JDK 17.0.15}. */
    public static String java(JavaRuntime java) {
        return "JDK " + orUnknown(java.version());
    }

    /** E.g. {@code governor powersave, turbo on}; empty if neither is known. */
    public static String frequency(Frequency frequency) {
        List<String> parts = new ArrayList<>();
        if (!frequency.governor().isEmpty()) {
            parts.add("governor " + frequency.governor());
        }
        if (frequency.turbo() != Flag.UNKNOWN) {
            parts.add("turbo " + (frequency.turbo() == Flag.YES ? "on" : "off"));
        }
        return String.join(", ", parts);
    }

    /** E.g. {@code load 0.31 at the start}. */
    public static String load(Load load) {
        return load.average1() < 0 ? "load unknown"
                : String.format(Locale.ROOT, "load %.2f at the start", load.average1());
    }

    /** E.g. {@code blake3 1.8.2, openssl (version unknown)}; empty for none. */
    public static String libraries(Map<String, String> versions) {
        List<String> parts = new ArrayList<>();
        versions.forEach((name, version) ->
                parts.add(name + " " + (version.isEmpty() ? "(version unknown)" : version)));
        return String.join(", ", parts);
    }

    private static String hypervisor(Virtualization virtualization) {
        List<String> names = new ArrayList<>(List.of(virtualization.hypervisor(), virtualization.machine()));
        names.removeIf(String::isEmpty);
        String joined = String.join("/", names.stream().distinct().toList());
        return joined.isEmpty() ? "VM (hypervisor unknown)" : joined + " VM";
    }

    /** An ARM core's name needs its maker's; x86 names hold theirs. */
    private static String name(Cpu cpu) {
        String model = cpu.model().replaceAll("\\((R|TM|r|tm)\\)", "").replaceFirst(" CPU @.*$", "")
                .replaceFirst(" (\\d+-Core )?Processor$", "");
        boolean x86 = cpu.architecture().equals("x86_64");
        return x86 || cpu.vendor().isEmpty() ? model : cpu.vendor() + " " + model;
    }

    private static String gib(long bytes) {
        double gib = bytes / GIB;
        return String.format(Locale.ROOT, gib < 10 ? "%.1f GiB" : "%.0f GiB", gib);
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? "unknown" : text;
    }
}
