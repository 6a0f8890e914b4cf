package io.roarbench.hash;

import io.roarbench.hash.spi.DigestProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Speeds of providers, measured when first asked for, then kept in a file: one line {@code algorithm provider version =
 * GB/s} each, for one CPU model and JDK. The file is only a cache: what cannot be read or written is measured again.
 */
final class SpeedStore {

    private static final Set<String> MODEL_FIELDS = Set.of("model name", "cpu family", "model", "stepping", "CPU part");

    private final Path folder;
    private final Supplier<String> machine;
    private final BiFunction<List<DigestProvider>, Algorithm, Map<String, Double>> measure;

    /**
     * A store.
     *
     * @param folder  made if missing
     * @param machine CPU model and JDK: speeds measured elsewhere are not used
     * @param measure gives speeds in GB/s by provider name
     */
    SpeedStore(Path folder, Supplier<String> machine,
            BiFunction<List<DigestProvider>, Algorithm, Map<String, Double>> measure) {
        this.folder = folder;
        this.machine = machine;
        this.measure = measure;
    }

    /** The store of the user, {@code $XDG_CACHE_HOME/roar-bench} or {@code ~/.cache/roar-bench}. */
    static SpeedStore ofUser() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path cache = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return new SpeedStore(cache.resolve("roar-bench"), () -> cpu() + ", JDK " + Runtime.version(), new Calibration());
    }

    /** Speeds in GB/s by provider name. */
    Map<String, Double> speeds(Algorithm algorithm, List<DigestProvider> providers) {
        String here = machine.get();
        Map<String, Double> known = read(here);
        // All or none: speeds of different times are not to be compared.
        if (!providers.stream().allMatch(provider -> known.containsKey(key(algorithm, provider)))) {
            Map<String, Double> measured = measure.apply(providers, algorithm);
            providers.forEach(provider -> known.put(key(algorithm, provider), measured.get(provider.name())));
            write(here, known);
        }
        Map<String, Double> result = new HashMap<>();
        providers.forEach(provider -> result.put(provider.name(), known.get(key(algorithm, provider))));
        return result;
    }

    private static String key(Algorithm algorithm, DigestProvider provider) {
        return algorithm + " " + provider.name() + " " + provider.version();
    }

    private Path file(String here) {
        return folder.resolve("hash-speeds-" + Integer.toHexString(here.hashCode()) + ".txt");
    }

    private Map<String, Double> read(String here) {
        Map<String, Double> speeds = new TreeMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file(here))) {
            if (!here.equals(lines.readLine())) {
                return speeds;
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int equals = line.lastIndexOf(" = ");
                speeds.put(line.substring(0, equals), Double.parseDouble(line.substring(equals + 3)));
            }
            return speeds;
        } catch (IOException | RuntimeException missingOrDamaged) {
            return new TreeMap<>();
        }
    }

    private void write(String here, Map<String, Double> speeds) {
        List<String> lines = new ArrayList<>(List.of(here));
        speeds.forEach((key, speed) -> lines.add(key + " = " + speed));
        Path temporary = null;
        try {
            makeFolder();
            temporary = Files.createTempFile(folder, "hash-speeds", ".tmp");
            Files.write(temporary, lines);
            Files.move(temporary, file(here), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UnsupportedOperationException unwritable) {
            discard(temporary);
        }
    }

    /** Native libraries are kept in the same folder, so nobody else may write into it. */
    private void makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectory(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static void discard(Path temporary) {
        if (temporary != null && !temporary.toFile().delete()) {
            temporary.toFile().deleteOnExit();
        }
    }

    /**
     * What tells the model of the first CPU. Its name alone does not: virtual machines call several generations by one.
     * /proc/cpuinfo is not read to its end, which is slow on large machines.
     */
    private static String cpu() {
        StringBuilder model = new StringBuilder(System.getProperty("os.arch"));
        try (BufferedReader lines = Files.newBufferedReader(Path.of("/proc/cpuinfo"))) {
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                String field = line.substring(0, Math.max(0, line.indexOf(':'))).strip();
                if (MODEL_FIELDS.contains(field)) {
                    model.append(' ').append(line.substring(line.indexOf(':') + 1).strip());
                }
            }
            return model.toString();
        } catch (IOException notLinux) {
            return model.toString();
        }
    }
}
