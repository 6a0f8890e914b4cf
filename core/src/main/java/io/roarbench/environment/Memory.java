package io.roarbench.environment;

/**
 * Main memory, from {@code /proc/meminfo}.
 *
 * @param totalBytes usable by the system
 * @param availableBytes that could be had without swapping
 * @param swapTotalBytes swap space; 0 for none
 * @param swapFreeBytes of it unused
 * @param hugePageBytes size of a huge page
 * @param hugePages huge pages set aside
 * @param transparentHugePages {@code always}, {@code madvise} or {@code never}
 * @param limitBytes what the control group allows this process; 0 for no limit
 */
public record Memory(
        long totalBytes,
        long availableBytes,
        long swapTotalBytes,
        long swapFreeBytes,
        long hugePageBytes,
        long hugePages,
        String transparentHugePages,
        long limitBytes) {
}
