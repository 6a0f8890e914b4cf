package io.roarbench.environment;

/**
 * The Java runtime that measures.
 *
 * @param vendor e.g. {@code Eclipse Adoptium}
 * @param version e.g. {@code 17.0.15}
 * @param vm e.g. {@code OpenJDK 64-Bit Server VM 17.0.15+6 (mixed mode, sharing)}
 * @param processors that the JVM may use
 * @param maxHeapBytes the largest heap it will take
 */
public record JavaRuntime(String vendor, String version, String vm, int processors, long maxHeapBytes) {
}
