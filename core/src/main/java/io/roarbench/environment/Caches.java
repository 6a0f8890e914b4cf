package io.roarbench.environment;

/**
 * Cache sizes as the first CPU sees them, each of one instance, not the sum over cores.
 *
 * @param l1DataBytes level 1, data
 * @param l1InstructionBytes level 1, instructions
 * @param l2Bytes level 2
 * @param l3Bytes level 3
 */
public record Caches(long l1DataBytes, long l1InstructionBytes, long l2Bytes, long l3Bytes) {
}
