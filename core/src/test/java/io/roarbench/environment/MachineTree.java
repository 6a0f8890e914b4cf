package io.roarbench.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Lays out a machine's {@code /proc} and {@code /sys} from one text resource: {@code === path} begins a file, {@code
 * === path -> target} makes a link, {@code === path/} a folder; lines before the first are comment.
 */
final class MachineTree {

    private MachineTree() {
    }

    static EnvironmentReader reader(String machine, Path root, Map<String, String> variables) throws IOException {
        String architecture = machine.startsWith("arm") ? "aarch64" : "amd64";
        return new EnvironmentReader(layOut(machine, root), Map.of("os.name", "Linux", "os.arch", architecture,
                "java.version", "17.0.15", "java.vendor", "Tests", "java.vm.name", "Test VM"), variables);
    }

    static Path layOut(String machine, Path root) throws IOException {
        try (InputStream in = MachineTree.class.getResourceAsStream(machine + ".txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String[] entries = text.split("(?m)^=== ");
            for (int i = 1; i < entries.length; i++) {
                int end = entries[i].indexOf('\n');
                entry(root, entries[i].substring(0, end).strip(), entries[i].substring(end + 1));
            }
        }
        return root;
    }

    private static void entry(Path root, String header, String content) throws IOException {
        String[] link = header.split(" -> ");
        Path path = root.resolve(link[0]);
        Files.createDirectories(header.endsWith("/") ? path : path.getParent());
        if (link.length == 2) {
            Files.createSymbolicLink(path, Path.of(link[1]));
        } else if (!header.endsWith("/")) {
            Files.writeString(path, content);
        }
    }
}
