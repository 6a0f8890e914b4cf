package io.roarbench.plan;

/**
 * Where a plan came from.
 *
 * @param name the scenario file's name without its folders, or what the embedding program calls it
 * @param sha256 of the file's bytes, lowercase hex; empty for a plan built in Java
 */
public record Origin(String name, String sha256) {
}
