package io.roarbench.environment;

/** What kind of thing a file system lies on, as the kernel sees it. */
public enum DiskClass {
    /** Attached as NVMe; in a cloud this may be a network volume, which the disk's model tells. */
    NVME("NVMe disk"),
    /** A disk that turns. */
    ROTATIONAL("rotational disk"),
    /** SCSI or SATA, not turning. */
    SSD("SSD"),
    /** Memory card or soldered flash (MMC). */
    MMC("MMC flash"),
    /** A virtual machine's disk by virtio; what is behind it the guest can't see. */
    VIRTIO("virtio disk"),
    /** A virtual machine's disk by other means; what is behind it the guest can't see. */
    VIRTUAL("virtual disk"),
    /** Memory, as tmpfs. */
    MEMORY("memory"),
    /** Another machine's, by a network file system or block device. */
    NETWORK("network storage"),
    /** A folder of the virtual machine's host (9p, virtiofs). */
    HOST_FOLDER("folder of the host"),
    /** A file of another file system (loop device). */
    LOOP("loop device"),
    /** It could not be read. */
    UNKNOWN("unknown disk");

    private final String words;

    DiskClass(String words) {
        this.words = words;
    }

    /** As a page prints it, e.g. {@code NVMe disk}. */
    public String words() {
        return words;
    }
}
