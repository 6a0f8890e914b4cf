package io.roarbench.hash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The JDKs that code is tried on in JVMs of their own: compilers differ in what they break. */
public final class Jdks {

    private Jdks() {
    }

    /** Homes: that of this JVM, those of {@code -Droarbench.jdks=HOME:HOME}, and those of 17 and newer in /usr/lib/jvm. */
    public static Stream<String> homes() throws IOException {
        Set<String> homes = new LinkedHashSet<>();
        homes.add(Path.of(System.getProperty("java.home")).toRealPath().toString());
        for (String home : System.getProperty("roarbench.jdks", "").split(File.pathSeparator)) {
            if (!home.isBlank()) {
                homes.add(Path.of(home).toRealPath().toString());
            }
        }
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> found = Files.list(installed)) {
                for (Path home : found.sorted().toList()) {
                    if (Files.isExecutable(home.resolve("bin/javac")) && feature(home) >= 17) {
                        homes.add(home.toRealPath().toString());
                    }
                }
            }
        }
        return homes.stream();
    }

    /** The first number of the version that a JDK states in its file {@code release}; 0 if it states none. */
    private static int feature(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return 0;
        }
        return Files.readAllLines(release).stream().filter(line -> line.matches("JAVA_VERSION=\"\\d+.*"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"))).findFirst().orElse(0);
    }
}
