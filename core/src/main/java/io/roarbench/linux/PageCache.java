package io.roarbench.linux;

import com.sun.jna.Native;
import io.roarbench.linux.FileCalls.Descriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Sees and changes which pages of a file the kernel holds in memory. Linux only.
 *
 * <p>Pages come and go without our doing (memory pressure, other processes, the kernel's own ageing), so a state that
 * was brought about must be checked right before it is used. Pages that some process has mapped, and dirty pages,
 * cannot be dropped; a {@link java.nio.MappedByteBuffer} that is not yet collected counts as mapped.
 */
public final class PageCache {

    private static final int READ_BYTES = 1 << 20;
    /** More absent than this after a whole pass: memory is too small, and reading again would only move the gap. */
    private static final double REFILL_LIMIT = 0.1;
    private static final int REFILLS = 2;
    private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

    private final Path dropCaches;

    /** The page cache of this machine. */
    public PageCache() {
        this(DROP_CACHES);
    }

    PageCache(Path dropCaches) {
        this.dropCaches = dropCaches;
    }

    /**
     * Share of a file that is resident, 0 to 1.
     *
     * @throws IOException as {@link #residency}
     */
    public double residentShare(Path file) throws IOException {
        return residency(file).share();
    }

    /**
     * Counts a file's resident bytes by mincore(2). Touches no page; holds 256 KiB whatever the size.
     *
     * @param file a regular file of any size
     * @throws SystemCallException if it cannot be opened or mapped; with {@link Errno#EPERM} if the user neither owns
     *         nor may write it, as the kernel then calls every page resident (mincore(2), Linux 5.2)
     * @throws IOException if it is no regular file
     */
    public Residency residency(Path file) throws IOException {
        Linux.require("mincore");
        requireRegular(file);
        requireTruth(file);
        try (Descriptor descriptor = Descriptor.openForReading(file)) {
            return new ResidencyScan(descriptor, Files.size(file)).count();
        }
    }

    /**
     * Writes a file's dirty pages out and drops its pages by posix_fadvise(2). Needs no privilege beyond reading it.
     *
     * @return what was resident before and after; {@link Eviction#complete()} is false if pages stayed (mapped by
     *         somebody, or a file system that lives in the page cache, as tmpfs does)
     * @throws IOException as {@link #residency}
     */
    public Eviction evict(Path file) throws IOException {
        Residency before = residency(file);
        try (Descriptor descriptor = Descriptor.openForReading(file)) {
            if (FileCalls.fsync(descriptor.number()) != 0) {
                throw new SystemCallException("fsync", file, Native.getLastError());
            }
            int error = FileCalls.posix_fadvise(descriptor.number(), 0, 0, FileCalls.POSIX_FADV_DONTNEED);
            if (error != 0) {
                throw new SystemCallException("posix_fadvise", file, error);
            }
        }
        return new Eviction("fsync and posix_fadvise(DONTNEED)", before, residency(file));
    }

    /** Whether {@link #evictAll()} may be used: the kernel's switch is there and this user may write it (root). */
    public boolean canEvictAll() {
        return Files.isWritable(dropCaches);
    }

    /**
     * Writes all dirty pages out and drops the clean pages, directory entries and inodes of the whole machine. Slows
     * every other process down for a while.
     *
     * @return what was done, in words fit for a Setup line
     * @throws SystemCallException with {@link Errno#EACCES} if this user may not
     */
    public String evictAll() throws IOException {
        Linux.require("drop_caches");
        if (!canEvictAll()) {
            throw new SystemCallException("write", dropCaches, Errno.EACCES.number(),
                    "run as root, or evict single files");
        }
        FileCalls.sync();
        try {
            Files.writeString(dropCaches, "3\n", StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            throw new IOException("write of " + dropCaches + " failed: " + e.getReason(), e);
        }
        return "sync and drop_caches=3";
    }

    /**
     * Reads a file from end to end, so that its pages become resident as far as memory allows, and once more what the
     * kernel has dropped meanwhile, which it does with little memory in use, too.
     *
     * @return what was read, and what is resident now
     * @throws IOException if it cannot be read, or as {@link #residency}
     */
    public Warming warm(Path file) throws IOException {
        requireRegular(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
            long read = read(channel, buffer, 0, Long.MAX_VALUE);
            Residency after = residency(file);
            for (int i = 0; i < REFILLS && !after.complete() && after.share() > 1 - REFILL_LIMIT; i++) {
                read += refill(file, channel, buffer);
                after = residency(file);
            }
            return new Warming(read, after);
        }
    }

    private static long refill(Path file, FileChannel channel, ByteBuffer buffer) throws IOException {
        long[] read = new long[1];
        try (Descriptor descriptor = Descriptor.openForReading(file)) {
            new ResidencyScan(descriptor, Files.size(file))
                    .visit((offset, length) -> read[0] += read(channel, buffer, offset, length));
        }
        return read[0];
    }

    private static long read(FileChannel channel, ByteBuffer buffer, long offset, long length) throws IOException {
        long done = 0;
        while (done < length) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
            int read = channel.read(buffer, offset + done);
            if (read < 0) {
                break;
            }
            done += read;
        }
        return done;
    }

    private static void requireRegular(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is no regular file; only those have a page cache to speak of");
        }
    }

    private static void requireTruth(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new SystemCallException("open", file, Errno.ENOENT.number());
        }
        boolean owner = (int) Files.getAttribute(file, "unix:uid") == FileCalls.geteuid();
        if (!owner && FileCalls.geteuid() != 0 && !Files.isWritable(file)) {
            throw new SystemCallException("mincore", file, Errno.EPERM.number(),
                    "the kernel tells only the owner, or who may write the file, what is resident");
        }
    }
}
