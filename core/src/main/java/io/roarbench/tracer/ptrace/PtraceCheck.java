package io.roarbench.tracer.ptrace;

import io.roarbench.linux.NativeFiles;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Check.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What the ptrace tracer needs of this machine. */
final class PtraceCheck {

    private final Path proc;

    PtraceCheck(Path proc) {
        this.proc = proc;
    }

    Check run() {
        List<Item> items = new ArrayList<>();
        items.add(launcher());
        items.add(scope());
        items.add(seccomp());
        items.add(accounting());
        return Check.of("ptrace", items);
    }

    private static Item launcher() {
        try {
            return NativeFiles.find("roar-launcher").map(path -> Item.good("launcher", path.toString()))
                    .orElseGet(() -> Item.missing("launcher", NativeFiles.status(),
                            "install gcc and libc6-dev and build roar-bench again"));
        } catch (IOException e) {
            return Item.missing("launcher", e.getMessage(), "make that folder writable");
        }
    }

    /** Yama: 0 and 1 let a process trace its own children, 2 wants CAP_SYS_PTRACE, 3 forbids it to all. */
    private Item scope() {
        String scope = read("sys/kernel/yama/ptrace_scope");
        boolean root = status("CapEff").map(caps -> (Long.parseUnsignedLong(caps, 16) & 1L << 19) != 0).orElse(false);
        boolean ok = scope.isEmpty() || scope.equals("0") || scope.equals("1") || scope.equals("2") && root;
        return ok ? Item.good("ptrace scope", scope.isEmpty() ? "no restriction" : scope)
                : Item.missing("ptrace scope", "kernel.yama.ptrace_scope is " + scope,
                        "sysctl kernel.yama.ptrace_scope=1");
    }

    private Item seccomp() {
        return status("Seccomp").isPresent() ? Item.good("seccomp", "present")
                : Item.missing("seccomp", "the kernel was built without CONFIG_SECCOMP_FILTER", "");
    }

    private Item accounting() {
        return read("self/io").contains("rchar") ? Item.good("I/O accounting", "present")
                : Item.missing("I/O accounting", "the kernel was built without CONFIG_TASK_IO_ACCOUNTING", "");
    }

    /** The CPUs that this JVM, and so what it starts, may run on. */
    BitSet allowedCpus() {
        BitSet cpus = new BitSet();
        for (String range : status("Cpus_allowed_list").orElse("0").split(",")) {
            String[] ends = range.strip().split("-");
            cpus.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return cpus;
    }

    private Optional<String> status(String name) {
        return read("self/status").lines().filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip()).findFirst();
    }

    private String read(String name) {
        try {
            return Files.readString(proc.resolve(name)).strip();
        } catch (IOException absent) {
            return "";
        }
    }
}
