package io.roarbench.environment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Resolves a mounted block device, through partitions, volumes and RAIDs, to the whole disks below, by sysfs. */
final class Disks {

    /** More levels of volumes over RAIDs over partitions than this are taken for a loop. */
    private static final int MAX_DEPTH = 8;

    private final MachineFiles files;

    Disks(MachineFiles files) {
        this.files = files;
    }

    /** A whole disk; texts are empty where unknown. */
    record Disk(String name, DiskClass diskClass, String model, String scheduler) {
    }

    /** The disks below a mount; none if it has no block device, or that can't be seen. */
    List<Disk> below(Mount mount) {
        Optional<String> folder = files.resolved("sys/dev/block/" + mount.device());
        if (folder.isEmpty() && mount.source().startsWith("/dev/")) {
            String name = files.resolved(mount.source().substring(1)).map(Disks::fileName)
                    .orElse(fileName(mount.source()));
            folder = files.resolved("sys/class/block/" + name);
        }
        List<Disk> found = new ArrayList<>();
        folder.ifPresent(device -> collect(device, MAX_DEPTH, found));
        return List.copyOf(found);
    }

    private void collect(String folder, int depth, List<Disk> found) {
        String disk = files.exists(folder + "/partition") ? parent(folder) : folder;
        List<String> slaves = files.names(disk + "/slaves");
        if (depth == 0 || slaves.isEmpty()) {
            found.add(disk(disk));
            return;
        }
        for (String slave : slaves) {
            files.resolved(disk + "/slaves/" + slave).ifPresent(below -> collect(below, depth - 1, found));
        }
    }

    private Disk disk(String folder) {
        return new Disk(fileName(folder), diskClass(folder), files.text(folder + "/device/model"),
                MemoryReader.chosen(files.text(folder + "/queue/scheduler")));
    }

    /** The flag "rotational" is no sign on virtual disks, where it has a default that nobody sets. */
    private DiskClass diskClass(String folder) {
        String name = fileName(folder);
        String kind = name.replaceFirst("\\d.*$", "");
        return switch (kind) {
            case "loop" -> DiskClass.LOOP;
            case "nvme" -> DiskClass.NVME;
            case "mmcblk" -> DiskClass.MMC;
            case "zram", "ram" -> DiskClass.MEMORY;
            case "nbd", "rbd", "drbd" -> DiskClass.NETWORK;
            case "dm-", "md" -> DiskClass.UNKNOWN;
            default -> byBus(folder, name);
        };
    }

    private DiskClass byBus(String folder, String name) {
        if (folder.contains("/virtio")) {
            return DiskClass.VIRTIO;
        }
        String maker = files.text(folder + "/device/vendor") + " " + files.text(folder + "/device/model");
        boolean virtual = folder.contains("/vmbus") || name.startsWith("xvd") || maker.matches(
                "(?s).*(QEMU|VMware|VBOX|Msft|Virtual Disk|PersistentDisk).*");
        if (virtual) {
            return DiskClass.VIRTUAL;
        }
        return switch (files.text(folder + "/queue/rotational")) {
            case "1" -> DiskClass.ROTATIONAL;
            case "0" -> DiskClass.SSD;
            default -> DiskClass.UNKNOWN;
        };
    }

    private static String fileName(String path) {
        return Path.of(path).getFileName().toString();
    }

    private static String parent(String path) {
        return Path.of(path).getParent().toString();
    }
}
