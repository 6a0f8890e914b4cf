package io.roarbench.tracer.preload;

import io.roarbench.linux.NativeFiles;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Check.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the preload tracer needs of this machine. */
final class PreloadCheck {

    static final String LIBRARY = "libroarpreload.so";
    private static final Path LOADER = Path.of("/lib64/ld-linux-x86-64.so.2");

    private final Path loader;

    PreloadCheck() {
        this(LOADER);
    }

    PreloadCheck(Path loader) {
        this.loader = loader;
    }

    Check run() {
        return Check.of("preload", List.of(library(), architecture(), libc()));
    }

    private static Item library() {
        try {
            Optional<Path> library = NativeFiles.find(LIBRARY);
            if (library.isEmpty()) {
                return Item.missing("library", NativeFiles.status(),
                        "install gcc and libc6-dev and build roar-bench again");
            }
            String path = library.get().toString();
            boolean usable = path.chars().noneMatch(c -> c == ' ' || c == ':');
            return usable ? Item.good("library", path)
                    : Item.missing("library", "LD_PRELOAD can't hold the path " + path + " (a space or a colon)",
                            "move roar-bench to a folder without");
        } catch (IOException e) {
            return Item.missing("library", e.getMessage(), "make that folder writable");
        }
    }

    private static Item architecture() {
        String machine = System.getProperty("os.arch");
        return machine.equals("amd64") ? Item.good("architecture", machine)
                : Item.missing("architecture", "on " + machine + " libc's own system calls can't be hooked, so that every "
                        + "report would be incomplete", "use ebpf or ptrace");
    }

    private Item libc() {
        return Files.exists(loader) ? Item.good("C library", "glibc, " + loader)
                : Item.missing("C library", "there is no " + loader, "glibc programs only; use ebpf or ptrace for others");
    }
}
