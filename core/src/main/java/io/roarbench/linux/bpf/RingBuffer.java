package io.roarbench.linux.bpf;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The reading side of a ring buffer map: one reader, by polling, without system calls. Layout (kernel/bpf/ringbuf.c): a page with the
 * reader's position, a page with the writers', the data twice in a row, so that no record is split.
 */
public final class RingBuffer implements AutoCloseable {

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;
    private static final int HEADER_BYTES = 8;
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;

    private final Kernel kernel = new Kernel();
    private final int pageBytes;
    private final int dataBytes;
    private final Pointer consumerPage;
    private final Pointer producerPages;
    private final ByteBuffer consumer;
    private final ByteBuffer producer;
    private final ByteBuffer data;
    private long position;

    /** Maps it. @throws IOException if the kernel refuses */
    public RingBuffer(BpfMap map, int pageBytes) throws IOException {
        this.pageBytes = pageBytes;
        this.dataBytes = map.spec().maxEntries();
        try {
            consumerPage = kernel.libc().mmap(null, pageBytes, PROT_READ | PROT_WRITE, MAP_SHARED, map.fd(), 0);
            producerPages = kernel.libc().mmap(null, mappedBytes(), PROT_READ, MAP_SHARED, map.fd(), pageBytes);
        } catch (LastErrorException e) {
            throw new IOException("cannot map the ring buffer " + map.spec().name() + ": "
                    + Kernel.describe(e.getErrorCode()), e);
        }
        consumer = consumerPage.getByteBuffer(0, pageBytes).order(ByteOrder.nativeOrder());
        producer = producerPages.getByteBuffer(0, pageBytes).order(ByteOrder.nativeOrder());
        data = producerPages.getByteBuffer(pageBytes, 2L * dataBytes).order(ByteOrder.nativeOrder());
        position = (long) LONGS.getAcquire(consumer, 0);
    }

    private long mappedBytes() {
        return pageBytes + 2L * dataBytes;
    }

    /** Bytes that wait to be read, headers included. */
    public long available() {
        return (long) LONGS.getAcquire(producer, 0) - position;
    }

    /** Its size, bytes. */
    public int capacity() {
        return dataBytes;
    }

    /**
     * Takes what is there, up to the first record that is still being written, and frees the space.
     *
     * @param limit most bytes, but at least one record is taken
     * @return whole records, each as a native-order int (its length) at an offset divisible by 8, 4 unused bytes, and its
     *     bytes; null if there is none
     */
    public ByteBuffer take(int limit) {
        long end = completeUpTo(limit);
        int bytes = (int) (end - position);
        if (bytes == 0) {
            return null;
        }
        ByteBuffer copy = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
        copy.put(0, data, (int) (position & dataBytes - 1), bytes);
        position = end;
        LONGS.setRelease(consumer, 0, end);
        return copy;
    }

    private long completeUpTo(int limit) {
        long produced = (long) LONGS.getAcquire(producer, 0);
        long at = position;
        while (at < produced && at - position < limit) {
            int header = (int) INTS.getAcquire(data, (int) (at & dataBytes - 1));
            if ((header & BUSY) != 0) {
                return at;
            }
            at += recordBytes(header);
        }
        return at;
    }

    /** How far the next record's header is from one with this length field; both headers and rounding included. */
    public static int recordBytes(int lengthField) {
        return (lengthField & ~(BUSY | DISCARDED)) + HEADER_BYTES + 7 & ~7;
    }

    /** Whether a record was given up by its writer and holds nothing. */
    public static boolean discarded(int lengthField) {
        return (lengthField & DISCARDED) != 0;
    }

    @Override
    public void close() {
        kernel.libc().munmap(consumerPage, pageBytes);
        kernel.libc().munmap(producerPages, mappedBytes());
    }
}
