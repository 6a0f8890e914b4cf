package io.roarbench.s3.origin;

import io.netty.channel.DefaultFileRegion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Bodies in files of one directory, sent by {@code sendfile}. */
final class FileBlobs implements BlobStore {

    private final Path directory;
    private final AtomicLong names = new AtomicLong();

    FileBlobs(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    @Override
    public Writer create(long expectedSize) throws IOException {
        return new FileWriter(directory.resolve(names.incrementAndGet() + ".blob"));
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.newDirectoryStream(directory, "*.blob")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    private static final class FileWriter extends ChannelWriter {
        private final Path file;

        FileWriter(Path file) throws IOException {
            super(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE));
            this.file = file;
        }

        @Override
        public Blob finish() throws IOException {
            channel().close();
            return new FileBlob(file, size());
        }

        @Override
        public void abort() {
            close(channel(), file.toString());
            delete(file);
        }
    }

    private static final class FileBlob extends CountedBlob {
        private final Path file;
        private final long size;

        FileBlob(Path file, long size) {
            this.file = file;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void write(long offset, long length, Consumer<Object> out) throws IOException {
            requireHeld();
            if (length > 0) {
                // The region closes the channel when it is released.
                out.accept(new DefaultFileRegion(FileChannel.open(file, StandardOpenOption.READ), offset, length));
            }
        }

        @Override
        void free() {
            delete(file);
        }
    }
}
