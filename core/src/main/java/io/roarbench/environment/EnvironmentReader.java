package io.roarbench.environment;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what machine this is. Takes tens of milliseconds, starts no process, needs no privilege; what cannot be read,
 * or does not exist on this system, is unknown (see the package's convention).
 */
public final class EnvironmentReader {

    private final MachineFiles files;
    private final Map<String, String> properties;
    private final Map<String, String> variables;

    EnvironmentReader(Path root, Map<String, String> properties, Map<String, String> variables) {
        this.files = new MachineFiles(root);
        this.properties = Map.copyOf(properties);
        this.variables = Map.copyOf(variables);
    }

    /** A reader of the machine that this runs on. */
    public static EnvironmentReader ofThisMachine() {
        Map<String, String> properties = new HashMap<>();
        for (String name : List.of("os.name", "os.version", "os.arch", "java.vendor", "java.version",
                "java.vm.name", "java.vm.version", "java.vm.info")) {
            properties.put(name, System.getProperty(name, ""));
        }
        return new EnvironmentReader(Path.of("/"), properties, System.getenv());
    }

    /**
     * Reads everything.
     *
     * @param measured paths whose file system and disk matter, by what they are for, e.g. {@code files}; they need not
     *        exist yet. Iterated in the map's order
     * @param libraries versions by library name, for what is loaded or run, e.g. from {@link LibraryVersions}; a
     *        version that is not known is an empty text
     */
    public Environment read(Map<String, Path> measured, Map<String, String> libraries) {
        StorageReader storage = new StorageReader(files);
        return new Environment(
                new CpuReader(files, property("os.arch")).read(),
                new MemoryReader(files).read(),
                new KernelReader(files, properties).read(),
                new VirtualizationReader(files, variables).read(),
                new LoadReader(files).read(),
                measured.entrySet().stream().map(path -> storage.read(path.getKey(), path.getValue())).toList(),
                java(),
                new PrivilegesReader(files).read(),
                libraries);
    }

    private JavaRuntime java() {
        String build = property("java.vm.version").isEmpty() ? "" : " " + property("java.vm.version");
        String mode = property("java.vm.info").isEmpty() ? "" : " (" + property("java.vm.info") + ")";
        String vm = property("java.vm.name") + build + mode;
        return new JavaRuntime(property("java.vendor"), property("java.version"), vm,
                Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory());
    }

    private String property(String name) {
        return properties.getOrDefault(name, "");
    }
}
