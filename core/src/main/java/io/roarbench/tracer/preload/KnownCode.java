package io.roarbench.tracer.preload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * What processes have found in code, kept from run to run so that later ones need not look again: where libc and ld.so make system
 * calls (sites.h, {@code struct module}), and which programs and libraries make some themselves (log.h, {@code struct image}).
 */
final class KnownCode {

    private static final long AT = 4096;
    private static final long END = 65536;
    private static final int MODULES = 4;
    private static final int MODULE_SIZE = 32 + 480 * 8;
    private static final int IMAGES_AT = 32768 - (int) AT;
    private static final int IMAGE_SIZE = 32;
    private static final int STATE = 16;

    private final byte[] bytes;

    private KnownCode(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Nothing known. */
    static KnownCode none() {
        return new KnownCode(new byte[0]);
    }

    static KnownCode readFrom(FileChannel log) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) (END - AT)).order(ByteOrder.nativeOrder());
        log.read(all, AT);
        for (int i = 0; i < MODULES; i++) {
            dropUnfinished(all, i * MODULE_SIZE, MODULE_SIZE);
        }
        for (int at = IMAGES_AT; at < all.capacity(); at += IMAGE_SIZE) {
            dropUnfinished(all, at, IMAGE_SIZE);
        }
        return new KnownCode(all.array());
    }

    /** What a process was at when it was killed, nobody would go on with. */
    private static void dropUnfinished(ByteBuffer all, int at, int size) {
        if (all.getInt(at + STATE) == 0) {
            all.put(at, new byte[size]);
        }
    }

    void writeTo(FileChannel log) throws IOException {
        log.write(ByteBuffer.wrap(bytes), AT);
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }
}
