package io.roarbench.environment;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Versions of Java libraries as their jars state them. Empty if they do not: many an all-in-one jar drops that. */
public final class LibraryVersions {

    private LibraryVersions() {
    }

    /** The implementation version in the manifest of the jar that a class came from; empty if unknown. */
    public static String ofJarOf(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    /**
     * The version in the {@code pom.properties} that Maven puts into a jar; empty if unknown.
     *
     * @param group e.g. {@code io.netty}
     * @param artifact e.g. {@code netty-codec-http}
     */
    public static String ofMavenArtifact(ClassLoader loader, String group, String artifact) {
        String resource = "META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream in = loader.getResourceAsStream(resource)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "");
        } catch (IOException | IllegalArgumentException unreadable) {
            return "";
        }
    }
}
