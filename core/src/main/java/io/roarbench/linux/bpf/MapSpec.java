package io.roarbench.linux.bpf;

/**
 * A map to be made.
 *
 * @param name by which programs refer to it; letters, digits and underscores, at most 15
 * @param type its kind
 * @param keyBytes 0 for a ring buffer
 * @param valueBytes 0 for a ring buffer
 * @param maxEntries most entries; a ring buffer's size in bytes (a power of two, whole pages)
 */
public record MapSpec(String name, Type type, int keyBytes, int valueBytes, int maxEntries) {

    /** Checks the name. */
    public MapSpec {
        if (!name.matches("[A-Za-z0-9_]{1,15}")) {
            throw new IllegalArgumentException("not a map name: " + name);
        }
    }

    /** Kinds of maps ({@code enum bpf_map_type}). */
    public enum Type {
        HASH(1), ARRAY(2), PROGRAM_ARRAY(3), PER_CPU_ARRAY(6), LRU_HASH(9), RING_BUFFER(27);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
