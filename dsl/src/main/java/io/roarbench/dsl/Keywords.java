package io.roarbench.dsl;

import java.util.List;
import java.util.Map;

/** Which block each keyword with a closure opens; a test holds this list against the classes. */
final class Keywords {

    private static final Map<String, Class<?>> BLOCKS = Map.of(
            "hashing", HashingBlock.class,
            "variant", HashingBlock.HashVariantBlock.class,
            "coverage", CoverageBlock.class,
            "syscalls", SyscallBlock.class,
            "workload", WorkloadBlock.class,
            "prepare", WorkloadBlock.HookBlock.class,
            "cleanup", WorkloadBlock.HookBlock.class,
            "section", SectionBlock.class,
            "table", TableBlock.class,
            "row", RowBlock.class);

    private Keywords() {
    }

    static Map<String, Class<?>> blocks() {
        return BLOCKS;
    }

    static List<String> openers() {
        return BLOCKS.keySet().stream().sorted().toList();
    }
}
