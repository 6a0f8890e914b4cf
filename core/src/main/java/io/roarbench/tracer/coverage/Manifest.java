package io.roarbench.tracer.coverage;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TracedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a program says that it did with files (core/src/test/c/fixtures/fixture.h has the form), and a report in the same
 * form, to be compared.
 */
public final class Manifest {

    private static final List<String> NUMBERS = List.of("bytesRead", "readCalls", "bytesWritten", "writeCalls");

    private final Map<String, Map<String, String>> files = new TreeMap<>();
    private final Map<String, String> blind = new HashMap<>();
    private final Map<String, String> excuses = new HashMap<>();
    private final List<String> unordered = new ArrayList<>();
    private String incomplete;
    private int processes = -1;

    /** Reads what a program printed; lines of other forms are left out. */
    public static Manifest parse(String text) {
        Manifest manifest = new Manifest();
        text.lines().forEach(line -> manifest.add(line.split(" ")));
        return manifest;
    }

    private void add(String[] words) {
        switch (words[0]) {
            case "file" -> files.put(ByteString.ofText(words[1]).text(), attributes(words));
            case "processes" -> processes = Integer.parseInt(words[1]);
            case "incomplete" -> incomplete = words[1];
            case "blind" -> blind.put(words[1], words[2]);
            case "may" -> excuses.put(words[1], words[2]);
            case "unordered" -> unordered.add(words[1]);
            default -> { }
        }
    }

    private static Map<String, String> attributes(String[] words) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 2; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            attributes.put(equals < 0 ? words[i] : words[i].substring(0, equals),
                    equals < 0 ? "true" : ByteString.ofText(words[i].substring(equals + 1)).text());
        }
        return attributes;
    }

    /** What was done: by file, relative to the working directory, what is true of it; flags as {@code true}. */
    public Map<String, Map<String, String>> files() {
        return files;
    }

    /** The reason that a report of this backend must give for being incomplete; null if it must be complete. */
    public String reasonFor(String backend) {
        return blind.getOrDefault(backend, incomplete);
    }

    /** The reason for which a report of this backend may, by chance, be incomplete; null if there is none. */
    public String excuseFor(String backend) {
        return excuses.get(backend);
    }

    /** Whether this backend cannot see what was done. */
    public boolean isBlind(String backend) {
        return blind.containsKey(backend);
    }

    /** How many processes there were; -1 if it does not say. */
    public int processes() {
        return processes;
    }

    /** The files below a folder, named relative to it, with only the keys that the manifest has something to say of. */
    public Map<String, Map<String, String>> of(TraceReport report, Path folder) {
        Map<String, Map<String, String>> result = new TreeMap<>();
        String prefix = folder + "/";
        for (TracedFile file : report.files()) {
            if (file.path().equals(folder.toString()) || file.path().startsWith(prefix)) {
                String name = relative(file.path(), folder);
                Map<String, String> attributes = attributes(file, folder);
                if (!files.getOrDefault(name, Map.of()).containsKey("pids")) {
                    attributes.remove("pids");
                }
                attributes.keySet().removeAll(unordered);
                result.put(name, attributes);
            }
        }
        return result;
    }

    private static String relative(String path, Path folder) {
        return path == null ? null : path.equals(folder.toString()) ? "."
                : path.startsWith(folder + "/") ? path.substring(folder.toString().length() + 1) : path;
    }

    private static Map<String, String> attributes(TracedFile file, Path folder) {
        Map<String, Object> all = new HashMap<>();
        all.put("opened", file.opened());
        all.put("read", file.read());
        all.put("written", file.written());
        all.put("created", file.created());
        all.put("truncated", file.truncated());
        all.put("deleted", file.deleted());
        all.put("executed", file.executed());
        all.put("mapped", file.mapped());
        all.put("directory", file.directory());
        all.put("renamedFrom", relative(file.renamedFrom(), folder));
        all.put("renamedTo", relative(file.renamedTo(), folder));
        all.put("linkedFrom", relative(file.linkedFrom(), folder));
        all.put("symlinkTarget", file.symlinkTarget());
        all.put("bytesRead", file.bytesRead());
        all.put("bytesWritten", file.bytesWritten());
        all.put("readCalls", file.readCalls());
        all.put("writeCalls", file.writeCalls());
        all.put("pids", file.pids().size());
        if (!file.aliases().isEmpty()) {
            all.put("alias", String.join(",", new TreeSet<>(file.aliases().stream().map(a -> relative(a, folder)).toList())));
        }
        Map<String, String> shown = new TreeMap<>();
        all.forEach((key, value) -> {
            boolean zero = value == null || value.equals(false) || NUMBERS.contains(key) && value.equals(0L);
            if (!zero) {
                shown.put(key, value.toString());
            }
        });
        return shown;
    }
}
