package io.roarbench.environment;

import java.util.List;
import java.util.Map;

/** Reads which kernel and distribution this is, and kernel settings that decide what a tracer may do. */
final class KernelReader {

    private final MachineFiles files;
    private final Map<String, String> properties;

    /** @param properties of the JVM; names the system where there is no {@code /proc} */
    KernelReader(MachineFiles files, Map<String, String> properties) {
        this.files = files;
        this.properties = properties;
    }

    Kernel read() {
        String release = files.text("proc/sys/kernel/osrelease");
        Map<String, String> distribution = KeyedLines.parse(osRelease(), '=');
        return new Kernel(
                properties.getOrDefault("os.name", ""),
                release.isEmpty() ? properties.getOrDefault("os.version", "") : release,
                unquoted(distribution.getOrDefault("NAME", "")),
                unquoted(distribution.getOrDefault("VERSION_ID", "")),
                Numbers.decimal(files.text("proc/uptime").split(" ")[0]),
                files.text("sys/devices/system/clocksource/clocksource0/current_clocksource"),
                files.text("proc/sys/kernel/perf_event_paranoid"),
                (int) files.number("proc/sys/kernel/unprivileged_bpf_disabled"));
    }

    private List<String> osRelease() {
        List<String> lines = files.lines("etc/os-release");
        return lines.isEmpty() ? files.lines("usr/lib/os-release") : lines;
    }

    /** os-release(5) quotes as a shell does. */
    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && "\"'".indexOf(value.charAt(0)) >= 0
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
