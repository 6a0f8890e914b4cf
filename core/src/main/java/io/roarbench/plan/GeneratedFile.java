package io.roarbench.plan;

/**
 * A file that the runner makes before measuring and removes afterwards: incompressible bytes from a seeded generator.
 *
 * @param bytes its size, &ge; 0
 * @param directory where it is made; empty for the runner's own folder under the temporary folder
 * @param seed of its content
 */
public record GeneratedFile(long bytes, String directory, long seed) {

    public GeneratedFile {
        if (bytes < 0) {
            throw new IllegalArgumentException("a file's size is at least 0 bytes, not " + bytes);
        }
    }
}
