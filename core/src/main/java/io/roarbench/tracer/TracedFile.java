package io.roarbench.tracer;

import java.util.List;

/**
 * What was done to one path. Each flag means "at least once in the run"; they say nothing of order.
 *
 * @param path absolute, symbolic links resolved as they were then
 * @param opened a process opened it (not set for a descriptor that the command inherited)
 * @param read content was read: a read call gave at least one byte, it was mapped readable, copied from, or executed
 * @param written content was written: a write call took at least one byte, it was mapped shared and writable, or copied to;
 *     under this name or under one that it was later renamed from
 * @param created it was made by the run: by an open with {@code O_CREAT} that did make it, mkdir, mknod, or linkat of an unnamed file
 * @param truncated its length was set: {@code O_TRUNC} of an existing file, truncate, ftruncate, fallocate
 * @param deleted the name was removed by unlink or rmdir
 * @param executed it was run by exec, or is the interpreter or dynamic linker of such a program; {@code read} is true then
 * @param mapped it was mapped into memory (mmap)
 * @param directory it is known to be a directory
 * @param renamedFrom the name that it last had before it got this one; null if none
 * @param renamedTo the name that it last got; null if none
 * @param linkedFrom the name of which it was last made a hard link; null if none
 * @param symlinkTarget the content of the symbolic link that was last made under this name; null if none
 * @param aliases other names under which it was reached through symbolic links
 * @param bytesRead sum of what read calls gave
 * @param bytesWritten sum of what write calls took
 * @param readCalls number of read calls that gave at least one byte
 * @param writeCalls number of write calls that took at least one byte
 * @param pids the processes that did any of this, ascending
 */
public record TracedFile(String path, boolean opened, boolean read, boolean written, boolean created,
        boolean truncated, boolean deleted, boolean executed, boolean mapped, boolean directory, String renamedFrom,
        String renamedTo, String linkedFrom, String symlinkTarget, List<String> aliases, long bytesRead,
        long bytesWritten, long readCalls, long writeCalls, List<Integer> pids) {

    /** Copies. */
    public TracedFile {
        aliases = List.copyOf(aliases);
        pids = List.copyOf(pids);
    }
}
