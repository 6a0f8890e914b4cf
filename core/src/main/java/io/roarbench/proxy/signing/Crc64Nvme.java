package io.roarbench.proxy.signing;

import java.nio.ByteBuffer;
import java.util.zip.Checksum;

/** CRC-64/NVME, which the JDK lacks. Source: NVM Express NVM Command Set Specification, §5.2.1.3.4 (reflected). */
final class Crc64Nvme implements Checksum {

    private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;
    private static final long[][] TABLES = tables();

    private long crc = -1;

    /** Eight tables, to take eight bytes a step. */
    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int n = 0; n < 256; n++) {
            long c = n;
            for (int bit = 0; bit < 8; bit++) {
                c = (c & 1) != 0 ? c >>> 1 ^ POLYNOMIAL : c >>> 1;
            }
            tables[0][n] = c;
        }
        for (int n = 0; n < 256; n++) {
            for (int t = 1; t < 8; t++) {
                long before = tables[t - 1][n];
                tables[t][n] = tables[0][(int) (before & 0xff)] ^ before >>> 8;
            }
        }
        return tables;
    }

    @Override
    public void update(int b) {
        crc = TABLES[0][(int) (crc ^ b) & 0xff] ^ crc >>> 8;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int i = offset;
        int end = offset + length;
        for (; i + 8 <= end; i += 8) {
            long next = 0;
            for (int k = 0; k < 8; k++) {
                next ^= TABLES[7 - k][(int) (crc >>> 8 * k ^ bytes[i + k]) & 0xff];
            }
            crc = next;
        }
        for (; i < end; i++) {
            update(bytes[i]);
        }
    }

    @Override
    public void update(ByteBuffer buffer) {
        byte[] chunk = new byte[Math.min(8192, Math.max(1, buffer.remaining()))];
        while (buffer.hasRemaining()) {
            int length = Math.min(chunk.length, buffer.remaining());
            buffer.get(chunk, 0, length);
            update(chunk, 0, length);
        }
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = -1;
    }
}
