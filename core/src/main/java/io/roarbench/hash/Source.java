package io.roarbench.hash;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Where bytes come from, with the buffer that suits it.
 *
 * @param io     how it reads, in a few words
 * @param buffer reused from file to file; direct unless digests prefer arrays
 */
record Source(ReadableByteChannel channel, String io, ByteBuffer buffer) implements AutoCloseable {

    static Source open(Path file, IoMode mode, ByteBuffer buffer) throws IOException {
        String size = buffer.capacity() / 1024 + " KiB";
        return switch (mode) {
            case AUTO -> auto(open(file), size, buffer);
            case READ -> new Source(open(file), "read " + size, buffer);
            case MMAP -> new Source(new MappedChannel(open(file), false), "mmap " + size, buffer);
            case DIRECT -> direct(file, size, buffer);
        };
    }

    /** Copying from a mapping into an array is faster than the two copies of a read. */
    private static Source auto(FileChannel file, String size, ByteBuffer buffer) throws IOException {
        return buffer.hasArray()
                ? new Source(new MappedChannel(file, true), "mmap " + size + " where cached, else read", buffer)
                : new Source(file, "read " + size, buffer);
    }

    private static Source direct(Path file, String size, ByteBuffer buffer) throws IOException {
        int block = (int) Files.getFileStore(file).getBlockSize();
        ByteBuffer aligned = aligned(block, buffer);
        FileChannel channel = open(file, ExtendedOpenOption.DIRECT);
        return new Source(new AlignedChannel(channel, block), "O_DIRECT read " + size, aligned);
    }

    private static FileChannel open(Path file, OpenOption... more) throws IOException {
        Set<OpenOption> options = new HashSet<>(Set.of(more));
        options.add(StandardOpenOption.READ);
        return FileChannel.open(file, options);
    }

    /** O_DIRECT wants addresses and lengths in units of the device's blocks. */
    private static ByteBuffer aligned(int block, ByteBuffer buffer) throws IOException {
        ByteBuffer aligned = buffer.clear().alignedSlice(block);
        if (aligned.capacity() < block) {
            throw new IOException("O_DIRECT needs a buffer of at least two blocks of " + block + " bytes");
        }
        return aligned;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
