package io.roarbench.s3.origin;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/** Takes a body into a file, of whatever kind. */
abstract class ChannelWriter implements BlobStore.Writer {

    private final FileChannel channel;
    private long size;

    /** @param channel empty, open for writing */
    ChannelWriter(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public final void append(ByteBuf bytes) throws IOException {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            int written = bytes.getBytes(at, channel, size, end - at);
            at += written;
            size += written;
        }
    }

    final FileChannel channel() {
        return channel;
    }

    /** Bytes so far. */
    final long size() {
        return size;
    }

    /** @param name for the message, if it cannot be closed */
    static void close(FileChannel channel, String name) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + name, e);
        }
    }
}
