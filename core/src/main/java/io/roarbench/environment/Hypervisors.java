package io.roarbench.environment;

import java.util.List;

/** Which signs stand for which virtual machine; pure tables. */
final class Hypervisors {

    /** Beginning of a DMI name, the machine, and its hypervisor where that follows. */
    private static final List<List<String>> BY_DMI = List.of(
            List.of("KVM", "", "KVM"),
            List.of("OpenStack", "OpenStack", ""),
            List.of("KubeVirt", "KubeVirt", "KVM"),
            List.of("Amazon EC2", "Amazon EC2", ""),
            List.of("Google Compute Engine", "Google Compute Engine", "KVM"),
            List.of("QEMU", "QEMU", ""),
            List.of("VMware", "VMware", "VMware"),
            List.of("VMW", "VMware", "VMware"),
            List.of("VirtualBox", "VirtualBox", "VirtualBox"),
            List.of("innotek GmbH", "VirtualBox", "VirtualBox"),
            List.of("Xen", "", "Xen"),
            List.of("Bochs", "Bochs", ""),
            List.of("Parallels", "Parallels", "Parallels"),
            List.of("BHYVE", "", "bhyve"),
            List.of("Hyper-V", "", "Hyper-V"),
            List.of("Apple Virtualization", "", "Apple Virtualization"));

    private Hypervisors() {
    }

    /** What the virtual machine calls itself in its firmware; empty if nothing is known. */
    static String machine(List<String> dmi, String acpiOem) {
        String byTables = switch (acpiOem) {
            case "FIRECK" -> "Firecracker";
            case "CLOUDH" -> "Cloud Hypervisor";
            default -> "";
        };
        if (!byTables.isEmpty()) {
            return byTables;
        }
        for (String name : dmi) {
            for (List<String> entry : BY_DMI) {
                if (name.startsWith(entry.get(0))) {
                    return entry.get(1).isEmpty() ? entry.get(2) : entry.get(1);
                }
            }
        }
        return "";
    }

    /**
     * The hypervisor, empty if nothing is known. Its clock is the best sign: the kernel offers one only after it has
     * found the hypervisor's own CPUID signature.
     */
    static String hypervisor(String clockSources, String hypervisorType, String deviceTree, String machine) {
        if (hypervisorType.equals("xen")) {
            return "Xen";
        }
        if (clockSources.contains("kvm-clock") || deviceTree.contains("linux,kvm")) {
            return "KVM";
        }
        if (clockSources.contains("hyperv_clocksource")) {
            return "Hyper-V";
        }
        for (List<String> entry : BY_DMI) {
            if (!machine.isEmpty() && (machine.equals(entry.get(1)) || machine.equals(entry.get(2)))) {
                return entry.get(2);
            }
        }
        return machine.equals("Firecracker") ? "KVM" : "";
    }
}
