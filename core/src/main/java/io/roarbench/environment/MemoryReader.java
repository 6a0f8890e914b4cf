package io.roarbench.environment;

import java.util.Map;

/** Reads {@code /proc/meminfo} and its neighbours. */
final class MemoryReader {

    private final MachineFiles files;

    MemoryReader(MachineFiles files) {
        this.files = files;
    }

    Memory read() {
        Map<String, String> info = KeyedLines.parse(files.lines("proc/meminfo"), ':');
        long total = bytes(info, "MemTotal");
        return new Memory(total, bytes(info, "MemAvailable"), bytes(info, "SwapTotal"),
                bytes(info, "SwapFree"), bytes(info, "Hugepagesize"),
                Numbers.whole(info.getOrDefault("HugePages_Total", "")),
                chosen(files.text("sys/kernel/mm/transparent_hugepage/enabled")), limit(total));
    }

    private static long bytes(Map<String, String> info, String key) {
        return Numbers.bytes(info.getOrDefault(key, ""));
    }

    /** The word in brackets, e.g. {@code madvise} of {@code always [madvise] never}. */
    static String chosen(String choices) {
        int from = choices.indexOf('[');
        int to = choices.indexOf(']');
        return from >= 0 && to > from ? choices.substring(from + 1, to) : "";
    }

    /** A group without limit says "max" (version 2) or a number above all memory (version 1). */
    private long limit(long total) {
        long limit = 0;
        boolean known = false;
        for (String folder : new ControlGroups(files).folders("memory")) {
            for (String file : new String[] {"memory.max", "memory.limit_in_bytes"}) {
                String text = files.text(folder + "/" + file);
                long bytes = Numbers.whole(text);
                known |= !text.isEmpty();
                boolean limits = bytes >= 0 && (total < 0 || bytes < total);
                if (limits && (limit == 0 || bytes < limit)) {
                    limit = bytes;
                }
            }
        }
        return known ? limit : files.exists("sys/fs/cgroup/cgroup.controllers") ? 0 : -1;
    }
}
