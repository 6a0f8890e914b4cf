package io.roarbench.dsl;

import java.util.List;
import java.util.Map;

/** Which block each keyword with a closure opens; a test holds this list against the classes. */
final class Keywords {

    private static final Map<String, Class<?>> BLOCKS = Map.ofEntries(
            Map.entry("hashing", HashingBlock.class),
            Map.entry("variant", HashingBlock.HashVariantBlock.class),
            Map.entry("coverage", CoverageBlock.class),
            Map.entry("syscalls", SyscallBlock.class),
            Map.entry("workload", WorkloadBlock.class),
            Map.entry("prepare", WorkloadBlock.HookBlock.class),
            Map.entry("cleanup", WorkloadBlock.HookBlock.class),
            Map.entry("s3", S3Block.class),
            Map.entry("proxied", S3Block.S3ProxyBlock.class),
            Map.entry("section", SectionBlock.class),
            Map.entry("table", TableBlock.class),
            Map.entry("row", RowBlock.class));

    private Keywords() {
    }

    static Map<String, Class<?>> blocks() {
        return BLOCKS;
    }

    static List<String> openers() {
        return BLOCKS.keySet().stream().sorted().toList();
    }
}
