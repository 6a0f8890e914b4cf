package io.roarbench.environment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out about hypervisor and container by what the kernel shows, in the manner of systemd-detect-virt(1), except
 * that a leftover {@code /.dockerenv} is not believed where the namespaces are the machine's own.
 */
final class VirtualizationReader {

    /** Fixed inode numbers of the initial namespaces: Linux's {@code include/uapi/linux/nsfs.h}, {@code proc_ns.h}. */
    private static final Map<String, String> INITIAL_NAMESPACES = Map.of(
            "ipc", "ipc:[4026531839]", "pid", "pid:[4026531836]", "uts", "uts:[4026531838]");

    private final MachineFiles files;
    private final Map<String, String> variables;

    /** @param variables of the environment; only {@code container} and {@code KUBERNETES_SERVICE_HOST} are looked at */
    VirtualizationReader(MachineFiles files, Map<String, String> variables) {
        this.files = files;
        this.variables = variables;
    }

    Virtualization read() {
        String machine = Hypervisors.machine(dmi(), acpiOem());
        String hypervisor = hypervisor(machine);
        Flag virtual = virtual(hypervisor, machine);
        return virtual == Flag.NO
                ? new Virtualization(virtual, "", "", container())
                : new Virtualization(virtual, hypervisor, machine, container());
    }

    /** x86 processors tell by a flag; elsewhere only positive signs count. */
    private Flag virtual(String hypervisor, String machine) {
        Set<String> flags = CpuReader.flags(KeyedLines.parse(files.lines("proc/cpuinfo"), ':'));
        boolean x86 = flags.contains("fpu") || flags.contains("sse2");
        if (x86) {
            return Flag.of(flags.contains("hypervisor") || hypervisor.equals("Xen"));
        }
        boolean bareMetalOffer = dmi().stream().anyMatch(name -> name.endsWith(".metal"));
        if (bareMetalOffer) {
            return Flag.NO;
        }
        return hypervisor.isEmpty() && machine.isEmpty() ? Flag.UNKNOWN : Flag.YES;
    }

    private String hypervisor(String machine) {
        String release = files.text("proc/sys/kernel/osrelease");
        if (release.contains("microsoft") || release.contains("Microsoft")) {
            return "Hyper-V (WSL)";
        }
        String clocks = files.text("sys/devices/system/clocksource/clocksource0/available_clocksource");
        String tree = files.text("proc/device-tree/hypervisor/compatible");
        return Hypervisors.hypervisor(clocks, files.text("sys/hypervisor/type"), tree, machine);
    }

    private List<String> dmi() {
        return List.of("product_name", "sys_vendor", "board_vendor", "bios_vendor", "product_version").stream()
                .map(file -> files.text("sys/class/dmi/id/" + file)).filter(text -> !text.isEmpty()).toList();
    }

    /** Who made the ACPI tables: 6 bytes at offset 10 of each (ACPI specification 5.2.6). Readable by root only. */
    private String acpiOem() {
        byte[] table = files.bytes("sys/firmware/acpi/tables/FACP");
        return table.length < 16 ? "" : new String(table, 10, 6, StandardCharsets.US_ASCII).strip();
    }

    private String container() {
        String named = namedContainer();
        boolean linked = !files.linkTarget("proc/self/ns/pid").isEmpty();
        if (!linked) {
            return named;
        }
        boolean initial = INITIAL_NAMESPACES.entrySet().stream()
                .allMatch(entry -> files.linkTarget("proc/self/ns/" + entry.getKey()).equals(entry.getValue()));
        if (initial) {
            return "none";
        }
        return named.isEmpty() ? "unnamed" : named;
    }

    private String namedContainer() {
        if (variables.containsKey("KUBERNETES_SERVICE_HOST")) {
            return "kubernetes";
        }
        String declared = variables.getOrDefault("container", files.text("run/host/container-manager"));
        if (!declared.isBlank()) {
            return declared.strip();
        }
        String groups = files.text("proc/1/cgroup");
        for (String[] sign : new String[][] {{"kubepods", "kubernetes"}, {"docker", "docker"}, {"libpod", "podman"},
                {"lxc", "lxc"}, {"containerd", "containerd"}}) {
            if (groups.contains(sign[0])) {
                return sign[1];
            }
        }
        if (files.exists("run/.containerenv")) {
            return "podman";
        }
        return files.exists(".dockerenv") ? "docker" : "";
    }
}
