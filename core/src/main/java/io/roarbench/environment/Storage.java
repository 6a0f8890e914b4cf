package io.roarbench.environment;

import java.util.List;

/**
 * The file system that holds a measured path, and the disk below.
 *
 * @param role what the path is for, in the caller's words; the path itself is not kept
 * @param fileSystem e.g. {@code ext4}
 * @param options mount and superblock options, e.g. {@code rw,relatime,discard}; those
 *        that name servers, users or folders are left out
 * @param source what is mounted, e.g. {@code /dev/nvme0n1p2}; empty for another machine's
 * @param disks kernel names of the whole disks below, e.g. {@code nvme0n1}; several below a RAID or volume
 * @param diskClass the kind of disk, if all of them are of one kind
 * @param model the disk's own name, where it has one
 * @param scheduler the input/output scheduler in use, e.g. {@code mq-deadline}
 * @param readAheadBytes how far the kernel reads ahead
 * @param freeBytes what this user may still write
 */
public record Storage(
        String role,
        String fileSystem,
        String options,
        String source,
        List<String> disks,
        DiskClass diskClass,
        String model,
        String scheduler,
        long readAheadBytes,
        long freeBytes) {

    public Storage {
        disks = List.copyOf(disks);
    }
}
