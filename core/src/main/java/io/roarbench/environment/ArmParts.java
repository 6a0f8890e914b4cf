package io.roarbench.environment;

import java.util.Map;

/**
 * Names of ARM processors by the implementer and part number in {@code /proc/cpuinfo}, which holds no names there.
 * Source: the MIDR values of Linux's {@code arch/arm64/include/asm/cputype.h}. What is not listed keeps its numbers.
 */
final class ArmParts {

    private static final Map<Long, String> IMPLEMENTERS = Map.ofEntries(
            Map.entry(0x41L, "ARM"), Map.entry(0x42L, "Broadcom"), Map.entry(0x43L, "Cavium"),
            Map.entry(0x46L, "Fujitsu"), Map.entry(0x48L, "HiSilicon"), Map.entry(0x4eL, "NVIDIA"),
            Map.entry(0x50L, "Applied Micro"), Map.entry(0x51L, "Qualcomm"), Map.entry(0x61L, "Apple"),
            Map.entry(0x6dL, "Microsoft"), Map.entry(0xc0L, "Ampere"));

    private static final Map<Long, String> PARTS = Map.ofEntries(
            Map.entry(0x41d03L, "Cortex-A53"), Map.entry(0x41d05L, "Cortex-A55"), Map.entry(0x41d07L, "Cortex-A57"),
            Map.entry(0x41d08L, "Cortex-A72"), Map.entry(0x41d09L, "Cortex-A73"), Map.entry(0x41d0bL, "Cortex-A76"),
            Map.entry(0x41d0cL, "Neoverse-N1"), Map.entry(0x41d0dL, "Cortex-A77"), Map.entry(0x41d40L, "Neoverse-V1"),
            Map.entry(0x41d41L, "Cortex-A78"), Map.entry(0x41d44L, "Cortex-X1"), Map.entry(0x41d49L, "Neoverse-N2"),
            Map.entry(0x41d4fL, "Neoverse-V2"), Map.entry(0x41d84L, "Neoverse-V3"), Map.entry(0x41d8eL, "Neoverse-N3"),
            Map.entry(0x430afL, "ThunderX2"), Map.entry(0x46001L, "A64FX"), Map.entry(0x48d01L, "Kunpeng 920"),
            Map.entry(0xc0ac3L, "Ampere-1"), Map.entry(0xc0ac4L, "Ampere-1A"));

    private ArmParts() {
    }

    static String model(Map<String, String> cpuinfo) {
        long implementer = hexadecimal(cpuinfo.get("CPU implementer"));
        long part = hexadecimal(cpuinfo.get("CPU part"));
        if (implementer < 0 || part < 0) {
            return "";
        }
        String name = PARTS.get(implementer << 12 | part);
        return name != null ? name : String.format("part 0x%03x", part);
    }

    static String vendor(Map<String, String> cpuinfo) {
        long implementer = hexadecimal(cpuinfo.get("CPU implementer"));
        if (implementer < 0) {
            return "";
        }
        String name = IMPLEMENTERS.get(implementer);
        return name != null ? name : String.format("implementer 0x%02x", implementer);
    }

    private static long hexadecimal(String text) {
        return text != null && text.matches("0x[0-9a-fA-F]{1,8}") ? Long.parseLong(text.substring(2), 16) : -1;
    }
}
