package io.roarbench.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the file system and the disks below a path. */
final class StorageReader {

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs", "hugetlbfs");
    private static final Set<String> OF_HOST = Set.of("9p", "virtiofs", "vboxsf", "fuse.vmhgfs-fuse");
    private static final Set<String> BY_NETWORK = Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "fuse.ceph",
            "glusterfs", "fuse.glusterfs", "lustre", "gpfs", "afs", "beegfs", "fuse.sshfs", "fuse.s3fs");

    private final MachineFiles files;
    private final Disks disks;

    StorageReader(MachineFiles files) {
        this.files = files;
        this.disks = new Disks(files);
    }

    Storage read(String role, Path path) {
        Optional<Mount> found = Mount.holding(located(path), files.lines("proc/self/mountinfo"));
        if (found.isEmpty()) {
            return new Storage(role, "", "", "", List.of(), DiskClass.UNKNOWN, "", "", -1, freeBytes(path));
        }
        Mount mount = found.get();
        List<Disks.Disk> below = disks.below(mount);
        return new Storage(role, mount.fileSystem(), mount.options(), mount.source(),
                below.stream().map(Disks.Disk::name).toList(), diskClass(mount, below),
                common(below.stream().map(Disks.Disk::model).toList()),
                common(below.stream().map(Disks.Disk::scheduler).toList()),
                readAhead(mount), freeBytes(path));
    }

    private static DiskClass diskClass(Mount mount, List<Disks.Disk> below) {
        if (IN_MEMORY.contains(mount.fileSystem())) {
            return DiskClass.MEMORY;
        }
        if (OF_HOST.contains(mount.fileSystem())) {
            return DiskClass.HOST_FOLDER;
        }
        if (BY_NETWORK.contains(mount.fileSystem())) {
            return DiskClass.NETWORK;
        }
        List<DiskClass> kinds = below.stream().map(Disks.Disk::diskClass).distinct().toList();
        return kinds.size() == 1 ? kinds.get(0) : DiskClass.UNKNOWN;
    }

    private static String common(List<String> values) {
        List<String> distinct = values.stream().distinct().toList();
        return distinct.size() == 1 ? distinct.get(0) : "";
    }

    private long readAhead(Mount mount) {
        return Numbers.bytes(files.text("sys/class/bdi/" + mount.device() + "/read_ahead_kb") + "K");
    }

    /** The path with its links followed, as far as it exists yet; as the mount table counts, from the root. */
    private Path located(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Path root = files.root().toRealPath();
            Path wanted = root.resolve(absolute.getRoot().relativize(absolute));
            Path existing = wanted;
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            Path real = existing.toRealPath().resolve(existing.relativize(wanted)).normalize();
            return absolute.getRoot().resolve(root.relativize(real));
        } catch (IOException unresolvable) {
            return absolute;
        }
    }

    private static long freeBytes(Path path) {
        Path existing = path.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException unknown) {
            return -1;
        }
    }
}
