package io.roarbench.s3.origin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Bodies in memory: small ones in direct memory, which goes out to a socket without being copied on the heap. */
final class MemoryBlobs implements BlobStore {

    /** From here on a file in memory, which takes calls of its own to make and to send, is worth them. */
    static final int LARGE = 4 << 20;

    private static final int LARGEST_SEGMENT = 4 << 20;
    private static final int FIRST_SEGMENT = 16 << 10;

    @Override
    public Writer create(long expectedSize) {
        Writer pages = expectedSize >= LARGE ? PagesWriter.open() : null;
        return pages != null ? pages : new MemoryWriter(expectedSize);
    }

    @Override
    public void close() {
        // Blobs are freed by those who hold them.
    }

    private static final class MemoryWriter implements Writer {
        private final List<ByteBuf> segments = new ArrayList<>();
        private long expected;
        private long size;

        MemoryWriter(long expectedSize) {
            expected = expectedSize;
        }

        @Override
        public void append(ByteBuf bytes) {
            int at = bytes.readerIndex();
            int left = bytes.readableBytes();
            while (left > 0) {
                ByteBuf segment = room();
                int length = Math.min(left, segment.writableBytes());
                segment.writeBytes(bytes, at, length);
                at += length;
                left -= length;
                size += length;
            }
        }

        private ByteBuf room() {
            ByteBuf last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
            if (last == null || !last.isWritable()) {
                long wanted = expected > size ? expected - size : Math.max(FIRST_SEGMENT, size);
                last = Unpooled.directBuffer((int) Math.min(LARGEST_SEGMENT, wanted));
                segments.add(last);
            }
            return last;
        }

        @Override
        public Blob finish() {
            return new MemoryBlob(segments, size);
        }

        @Override
        public void abort() {
            segments.forEach(ByteBuf::release);
            segments.clear();
        }
    }

    private static final class MemoryBlob extends CountedBlob {
        private final List<ByteBuf> segments;
        private final long size;

        MemoryBlob(List<ByteBuf> segments, long size) {
            this.segments = segments;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void write(long offset, long length, Consumer<Object> out) throws IOException {
            requireHeld();
            long from = offset;
            long left = length;
            for (ByteBuf segment : segments) {
                int readable = segment.writerIndex();
                if (from < readable && left > 0) {
                    int part = (int) Math.min(left, readable - from);
                    out.accept(segment.retainedSlice((int) from, part));
                    left -= part;
                    from = 0;
                } else if (left > 0) {
                    from -= readable;
                }
            }
        }

        @Override
        void free() {
            segments.forEach(ByteBuf::release);
        }
    }
}
