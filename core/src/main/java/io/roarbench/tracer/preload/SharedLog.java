package io.roarbench.tracer.preload;

import io.roarbench.linux.MemoryFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/**
 * The memory that all processes of a run map; log.h has its form. It has no name, so it is gone when the last process is,
 * however they end. Not thread-safe.
 */
final class SharedLog implements AutoCloseable {

    private static final long MAGIC = 0x31304c52414f52L;
    private static final long SIZE = 16L << 30;
    private static final long BLOCKS_AT = 2L << 20;
    private static final int BLOCK_SIZE = 36864;
    static final int BLOCKS_MAX = 110_000;
    private static final int MOST_BLOCKS_AT = 72;
    private static final int NAMES_AT = 64;
    private static final int COUNTERS_AT = 128;
    private static final int FDS = 1024;
    private static final long RECORDS_AT = 4L << 30;
    private static final int WINDOW = 1 << 20;

    private final MemoryFile memory;
    private final RandomAccessFile file;
    private final FileChannel channel;
    private final String name;

    private SharedLog(MemoryFile memory, String name) throws IOException {
        this.memory = memory;
        this.name = name;
        this.file = new RandomAccessFile("/proc/self/fd/" + memory.descriptor(), "rw");
        this.channel = file.getChannel();
    }

    /**
     * An empty one.
     *
     * @param name shown in /proc/PID/maps of each process that uses it
     * @param code what earlier runs found, or empty
     * @param capacity bytes for records at most
     * @param mostBlocks process images at most, up to {@link #BLOCKS_MAX}
     */
    static SharedLog create(String name, KnownCode code, long capacity, int mostBlocks) throws IOException {
        SharedLog log = new SharedLog(MemoryFile.create(name), name);
        log.file.setLength(SIZE);
        ByteBuffer header = buffer(24);
        header.putLong(0, MAGIC).putLong(8, RECORDS_AT).putLong(16, Math.min(SIZE, RECORDS_AT + capacity));
        log.channel.write(header, 0);
        log.channel.write(buffer(4).putInt(0, mostBlocks), MOST_BLOCKS_AT);
        code.writeTo(log.channel);
        return log;
    }

    /** The path by which a process of the same user finds it. */
    String path() {
        return "/proc/" + ProcessHandle.current().pid() + "/fd/" + memory.descriptor();
    }

    String name() {
        return name;
    }

    KnownCode code() throws IOException {
        return KnownCode.readFrom(channel);
    }

    /** How many programs and libraries were looked through in this run. */
    int imagesLookedThrough() throws IOException {
        return read(52, 4).getInt(0);
    }

    /** How many process images have attached. */
    int blocks() throws IOException {
        return Math.min(read(MOST_BLOCKS_AT, 4).getInt(0), read(40, 4).getInt(0));
    }

    /** Whether any process was made: then one may live that has no block yet. */
    boolean forked() throws IOException {
        return read(48, 4).getInt(0) != 0;
    }

    int pid(int block) throws IOException {
        return read(BLOCKS_AT + (long) block * BLOCK_SIZE, 4).getInt(0);
    }

    /** Records that found no room. */
    long full() throws IOException {
        return read(24, 8).getLong(0);
    }

    /** Process images that found no block. */
    long unblocked() throws IOException {
        return read(32, 8).getLong(0);
    }

    /** Reads and writes of which it is not certain whose they were. */
    long races() throws IOException {
        return read(56, 8).getLong(0);
    }

    /** Under which names a block's totals were made: as of which change. */
    long names(int block) throws IOException {
        return read(BLOCKS_AT + (long) block * BLOCK_SIZE + NAMES_AT, 8).getLong(0);
    }

    /** Takes a descriptor's read calls and bytes, write calls and bytes. */
    interface Totals {
        void of(int fd, long readCalls, long readBytes, long writeCalls, long writeBytes);
    }

    /** What was read and written and is in no record yet. */
    void totals(int block, Totals sink) throws IOException {
        long at = BLOCKS_AT + (long) block * BLOCK_SIZE;
        int count = Math.min(FDS, read(at + 4, 4).getInt(0));
        ByteBuffer counters = read(at + COUNTERS_AT, 32 * count);
        for (int fd = 0; fd < count; fd++) {
            int i = 32 * fd;
            long any = counters.getLong(i) | counters.getLong(i + 8) | counters.getLong(i + 16) | counters.getLong(i + 24);
            if (any != 0) {
                sink.of(fd, counters.getLong(i), counters.getLong(i + 8), counters.getLong(i + 16),
                        counters.getLong(i + 24));
            }
        }
    }

    /**
     * Hands over all records in order.
     *
     * @return how many were claimed and never written, because their process was killed at that moment
     */
    long records(Consumer<LogRecord> sink) throws IOException {
        ByteBuffer bounds = read(8, 16);
        long end = Math.min(bounds.getLong(0), bounds.getLong(8));
        long at = RECORDS_AT;
        long lost = 0;
        boolean inGap = false;
        ByteBuffer window = buffer(0);
        long windowAt = at;
        while (at + LogRecord.HEAD <= end) {
            if (at + LogRecord.HEAD > windowAt + window.limit()) {
                window = read(at, (int) Math.min(WINDOW, end - at));
                windowAt = at;
            }
            int length = window.getInt((int) (at - windowAt));
            if (length == 0) {
                lost += inGap ? 0 : 1;
                inGap = true;
                at += 8;
                continue;
            }
            inGap = false;
            if (at + length > end) {
                break; // found no room, and is counted as such
            }
            if (at + length > windowAt + window.limit()) {
                window = read(at, (int) Math.min(Math.max(WINDOW, length), end - at));
                windowAt = at;
            }
            LogRecord parsed = LogRecord.parse(at, window.slice((int) (at - windowAt), length).order(ByteOrder.nativeOrder()));
            lost += parsed.complete() ? 0 : 1;
            sink.accept(parsed);
            at += length;
        }
        return lost;
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer bytes = buffer(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("the preload log ends at " + (at + bytes.position()));
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        memory.close();
        try {
            file.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot close the preload log", e);
        }
    }
}
