package io.roarbench.linux;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that the build compiled from C (libraries and helper programs), as paths that the dynamic linker or
 * {@code execve} can use.
 *
 * <p>Run from a class folder, the file is used where it lies. Run from a jar, a {@linkplain CachedCopies copy} is.
 */
public final class NativeFiles {

    private static final String FOLDER = "/native/linux-" + machine() + "/";

    private NativeFiles() {
    }

    /**
     * Returns the path of a compiled file.
     *
     * @param name its file name, e.g. {@code libroarhash.so}
     * @return an existing, executable file; empty if it was not built (see {@link #status()})
     * @throws IOException if it was built but cannot be copied out of the jar; the message names the folder
     */
    public static Optional<Path> find(String name) throws IOException {
        URL url = NativeFiles.class.getResource(FOLDER + name);
        if (url == null) {
            return Optional.empty();
        }
        if (url.getProtocol().equals("file")) {
            return Optional.of(Path.of(java.net.URI.create(url.toString())));
        }
        try (InputStream in = url.openStream()) {
            return Optional.of(CachedCopies.of(name, in.readAllBytes()));
        }
    }

    /** One line: by which compiler the C parts were built, or why they were not. */
    public static String status() {
        try (InputStream in = NativeFiles.class.getResourceAsStream(FOLDER + "status.txt")) {
            return in == null
                    ? "not built: this jar holds no native files for linux-" + machine()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "not readable: " + e.getMessage();
        }
    }

    private static String machine() {
        String arch = System.getProperty("os.arch");
        return arch.equals("amd64") ? "x86_64" : arch;
    }
}
