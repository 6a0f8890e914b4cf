package io.roarbench.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code /proc/self/status}. */
final class PrivilegesReader {

    /** By bit number; Linux's {@code include/uapi/linux/capability.h}. */
    private static final List<String> NAMES = List.of("CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID",
            "KILL", "SETGID", "SETUID", "SETPCAP", "LINUX_IMMUTABLE", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN",
            "NET_RAW", "IPC_LOCK", "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE", "SYS_PACCT",
            "SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE",
            "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM",
            "BLOCK_SUSPEND", "AUDIT_READ", "PERFMON", "BPF", "CHECKPOINT_RESTORE");

    private final MachineFiles files;

    PrivilegesReader(MachineFiles files) {
        this.files = files;
    }

    Privileges read() {
        Map<String, String> status = KeyedLines.parse(files.lines("proc/self/status"), ':');
        String[] users = status.getOrDefault("Uid", "").split("\\s+");
        return new Privileges(
                users.length < 2 ? Flag.UNKNOWN : Flag.of(users[1].equals("0")),
                capabilities(status.getOrDefault("CapEff", "")),
                switch (status.getOrDefault("Seccomp", "")) {
                    case "0" -> "none";
                    case "1" -> "strict";
                    case "2" -> "filter";
                    default -> "";
                });
    }

    private static List<String> capabilities(String mask) {
        if (!mask.matches("[0-9a-f]{1,16}")) {
            return List.of();
        }
        long bits = Long.parseUnsignedLong(mask, 16);
        List<String> capabilities = new ArrayList<>();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            if ((bits >>> bit & 1) != 0) {
                capabilities.add("CAP_" + (bit < NAMES.size() ? NAMES.get(bit) : bit));
            }
        }
        return capabilities;
    }
}
