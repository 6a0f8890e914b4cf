package io.roarbench.hash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/** An {@code O_DIRECT} channel: a read that ends off a block's border was the file's last, and none may follow it. */
record AlignedChannel(FileChannel file, int block) implements ReadableByteChannel {

    @Override
    public int read(ByteBuffer target) throws IOException {
        return file.position() % block == 0 ? file.read(target) : -1;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
