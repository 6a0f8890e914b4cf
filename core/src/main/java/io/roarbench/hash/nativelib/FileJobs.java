package io.roarbench.hash.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.roarbench.hash.Algorithm;
import io.roarbench.hash.HashFailure;
import io.roarbench.hash.HashFailure.Kind;
import io.roarbench.hash.IoMode;
import io.roarbench.hash.spi.FileHash;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** An array of {@code struct rh_job} with the names it points to. 296 bytes and the name for each file. */
final class FileJobs implements AutoCloseable {

    private static final int SIZE = 296;
    private static final int BYTES_HASHED = 8;
    private static final int DETAIL = 16;
    private static final int ERROR = 24;
    private static final int ERRNO = 28;
    private static final int IO = 32;
    private static final int PENDING = 36;
    private static final int DIGESTS = 40;
    private static final int ERROR_TEXT = 200;

    private final List<Path> files;
    private final int lanes;
    private final Memory memory;
    /** The same memory: a read or write through it is one instruction, by JNA it is a call. */
    private final ByteBuffer jobs;

    /** @param lanes how many files run side by side where lanes are used, for the description of the reading */
    FileJobs(List<Path> files, int lanes) {
        this.files = files;
        this.lanes = lanes;
        byte[][] names = encoded(files);
        long structs = (long) SIZE * names.length;
        long total = structs;
        for (byte[] name : names) {
            total += name.length + 1L;
        }
        this.memory = new Memory(total);
        memory.clear(total);
        this.jobs = memory.getByteBuffer(0, total).order(ByteOrder.nativeOrder());
        jobs.position((int) structs);
        for (int i = 0; i < names.length; i++) {
            jobs.putLong(SIZE * i, address() + jobs.position());
            jobs.put(names[i]).put((byte) 0);
        }
    }

    private static byte[][] encoded(List<Path> files) {
        Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        byte[][] names = new byte[files.size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = files.get(i).toString().getBytes(charset);
        }
        return names;
    }

    long address() {
        return Pointer.nativeValue(memory);
    }

    int count() {
        return files.size();
    }

    /** Whether all threads are done with a file, after it was given to a batch. */
    boolean finished(int index) {
        boolean finished = jobs.getInt(SIZE * index + PENDING) == 0;
        VarHandle.acquireFence();   // what the other thread wrote before is seen after
        return finished;
    }

    long bytes(int index) {
        return jobs.getLong(SIZE * index + BYTES_HASHED);
    }

    FileHash result(int index, Set<Algorithm> algorithms) throws HashFailure {
        int job = SIZE * index;
        int error = jobs.getInt(job + ERROR);
        if (error != 0) {
            throw failure(files.get(index), error, jobs.getInt(job + ERRNO), jobs.getLong(job + DETAIL));
        }
        return new FileHash(jobs.getLong(job + BYTES_HASHED), Digests.read(jobs, job + DIGESTS, algorithms),
                reading(jobs.getInt(job + IO)));
    }

    private String reading(int io) {
        return switch (io) {
            case RoarHash.IO_MMAP -> "mmap 8 MiB populate";
            case RoarHash.IO_TOUCH -> "mmap 8 MiB";
            case RoarHash.IO_DIRECT -> "O_DIRECT 1 MiB";
            case RoarHash.IO_AHEAD -> "pread 2 MiB ahead";
            case RoarHash.IO_DIRECT_AHEAD -> "O_DIRECT 2 MiB ahead";
            case RoarHash.IO_LANES -> "pread " + 1024 / lanes + " KiB, " + lanes + " lanes";
            default -> "pread 1 MiB";
        };
    }

    private static HashFailure failure(Path file, int error, int errno, long detail) {
        Kind kind = kind(error);
        String more = switch (kind) {
            case GREW, SHRANK -> "now " + detail + " bytes";
            case READ_ERROR -> text(errno);
            case PROVIDER -> error == 14 ? "libroarhash got no memory" : "the file system refuses O_DIRECT";
            default -> "";
        };
        return new HashFailure(kind, file, more, null);
    }

    /** In the order of {@code enum rh_error}. */
    private static Kind kind(int error) {
        List<Kind> kinds = List.of(Kind.NOT_FOUND, Kind.VANISHED, Kind.UNREADABLE, Kind.DIRECTORY, Kind.FIFO, Kind.DEVICE,
                Kind.SPECIAL, Kind.GREW, Kind.SHRANK, Kind.CHANGED, Kind.READ_ERROR, Kind.CANCELLED, Kind.PROVIDER,
                Kind.PROVIDER);
        return kinds.get(error - 1);
    }

    private static String text(int errno) {
        try (Memory text = new Memory(ERROR_TEXT)) {
            RoarHash.rh_error_text(errno, Pointer.nativeValue(text), ERROR_TEXT);
            return text.getString(0);
        }
    }

    static int io(IoMode mode) {
        return switch (mode) {
            case AUTO -> RoarHash.IO_AUTO;
            case READ -> RoarHash.IO_READ;
            case MMAP -> RoarHash.IO_MMAP;
            case DIRECT -> RoarHash.IO_DIRECT;
        };
    }

    @Override
    public void close() {
        memory.close();
    }
}
