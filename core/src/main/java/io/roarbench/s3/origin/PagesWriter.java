package io.roarbench.s3.origin;

import io.netty.channel.DefaultFileRegion;
import io.roarbench.linux.MemoryFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A body in a file in memory (memfd_create(2)), which has no name. By sendfile(2) a socket takes its pages as they are; out
 * of this process's own memory each byte would be copied once more.
 */
final class PagesWriter extends ChannelWriter {

    private static final String NAME = "a file in memory";

    private PagesWriter(FileChannel file) {
        super(file);
    }

    /** Null where there is none to be had: other systems than Linux, no descriptor left. */
    static PagesWriter open() {
        try (MemoryFile pages = MemoryFile.create("roar-origin")) {
            return new PagesWriter(FileChannel.open(Path.of("/proc/self/fd", Integer.toString(pages.descriptor())),
                    StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException | LinkageError e) {
            return null; // This process's own memory holds the body as well.
        }
    }

    @Override
    public Blob finish() {
        return new Pages(channel(), size());
    }

    @Override
    public void abort() {
        close(channel(), NAME);
    }

    private static final class Pages extends CountedBlob {
        private final FileChannel file;
        private final long size;

        Pages(FileChannel file, long size) {
            this.file = file;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void write(long offset, long length, Consumer<Object> out) throws IOException {
            hold();
            out.accept(new Piece(this, offset, length));
        }

        @Override
        void free() {
            close(file, NAME);
        }
    }

    /** What is being sent stays, also when its object is replaced meanwhile. */
    private static final class Piece extends DefaultFileRegion {
        private final Pages pages;

        Piece(Pages pages, long offset, long length) {
            super(pages.file, offset, length);
            this.pages = pages;
        }

        @Override
        protected void deallocate() {
            pages.release();
        }
    }
}
