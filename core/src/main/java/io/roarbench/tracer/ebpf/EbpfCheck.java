package io.roarbench.tracer.ebpf;

import io.roarbench.linux.bpf.BpfProgram;
import io.roarbench.linux.bpf.Tracefs;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Check.Item;
import io.roarbench.tracer.ebpf.asm.Assembler;
import io.roarbench.tracer.ebpf.asm.Encoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tracer needs, looked at one by one; ends with loading a program that does nothing. */
final class EbpfCheck {

    private static final int CAP_SYS_ADMIN = 21;
    private static final int CAP_PERFMON = 38;
    private static final int CAP_BPF = 39;
    private static final String INITIAL_PID_NAMESPACE = "pid:[4026531836]";
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final Pattern EFFECTIVE = Pattern.compile("(?m)^CapEff:\\s*([0-9a-f]+)$");

    private final Path proc;
    private final String os;
    private final String version;

    EbpfCheck() {
        this(Path.of("/proc"), System.getProperty("os.name"), System.getProperty("os.version"));
    }

    EbpfCheck(Path proc, String os, String version) {
        this.proc = proc;
        this.os = os;
        this.version = version;
    }

    Check check() {
        List<Item> items = new ArrayList<>();
        items.add(system());
        items.add(architecture());
        if (items.stream().allMatch(Item::ok)) {
            items.add(kernel());
            items.add(capabilities());
            items.add(pidNamespace());
        }
        if (items.stream().allMatch(Item::ok)) {
            items.add(tracefs());
            items.add(load());
        }
        return Check.of("ebpf", items);
    }

    private Item system() {
        return os.equals("Linux") ? Item.good("system", os)
                : Item.missing("system", "eBPF is not available on " + os, "");
    }

    private static Item architecture() {
        String arch = System.getProperty("os.arch");
        return Architecture.here().isPresent() ? Item.good("architecture", arch)
                : Item.missing("architecture", "no table of registers and system calls for " + arch, "");
    }

    Item kernel() {
        Matcher matcher = VERSION.matcher(version);
        boolean enough = matcher.matches() && (Integer.parseInt(matcher.group(1)) > 5
                || matcher.group(1).equals("5") && Integer.parseInt(matcher.group(2)) >= 12);
        return enough ? Item.good("kernel", version)
                : Item.missing("kernel", "Linux " + version + " lacks atomic fetch operations of eBPF",
                        "Linux 5.12 or newer is needed");
    }

    Item capabilities() {
        try {
            Matcher matcher = EFFECTIVE.matcher(Files.readString(proc.resolve("self/status")));
            long effective = matcher.find() ? Long.parseUnsignedLong(matcher.group(1), 16) : 0;
            boolean admin = has(effective, CAP_SYS_ADMIN);
            String lacking = (has(effective, CAP_BPF) || admin ? "" : " CAP_BPF")
                    + (has(effective, CAP_PERFMON) || admin ? "" : " CAP_PERFMON");
            return lacking.isEmpty() ? Item.good("capabilities", admin ? "CAP_SYS_ADMIN" : "CAP_BPF, CAP_PERFMON")
                    : Item.missing("capabilities", "missing:" + lacking,
                            "run as root, or give them to the JVM's executable: "
                                    + "setcap cap_bpf,cap_perfmon,cap_dac_read_search+ep $JAVA_HOME/bin/java");
        } catch (IOException e) {
            return Item.missing("capabilities", "cannot read " + proc.resolve("self/status") + ": " + e.getMessage(), "");
        }
    }

    private static boolean has(long set, int capability) {
        return (set >> capability & 1) != 0;
    }

    Item pidNamespace() {
        try {
            String namespace = Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString();
            return namespace.equals(INITIAL_PID_NAMESPACE) ? Item.good("pid namespace", "initial")
                    : Item.missing("pid namespace", namespace + " is not the host's, whose ids the kernel programs see",
                            "start the container with the host's pid namespace (docker run --pid=host)");
        } catch (IOException e) {
            return Item.missing("pid namespace", "cannot read it: " + e.getMessage(), "mount /proc");
        }
    }

    private static Item tracefs() {
        try (Tracefs tracefs = Tracefs.open()) {
            tracefs.format("task", "task_newtask");
            return Item.good("tracefs", tracefs.location());
        } catch (IOException e) {
            return Item.missing("tracefs", e.getMessage(), "mount -t tracefs tracefs /sys/kernel/tracing");
        }
    }

    private static Item load() {
        byte[] nothing = Encoder.encode(new Assembler().exit(0).instructions(), Map.of());
        try (BpfProgram program = BpfProgram.load("roar_check", BpfProgram.Type.RAW_TRACEPOINT, nothing)) {
            return Item.good("load", "descriptor " + program.fd());
        } catch (IOException e) {
            return Item.missing("load", e.getMessage(), "see kernel lockdown, seccomp filters and LSM policy");
        }
    }
}
