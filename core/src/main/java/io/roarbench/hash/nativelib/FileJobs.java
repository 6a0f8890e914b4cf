package io.roarbench.hash.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.roarbench.hash.Algorithm;
import io.roarbench.hash.HashFailure;
import io.roarbench.hash.HashFailure.Kind;
import io.roarbench.hash.IoMode;
import io.roarbench.hash.spi.FileHash;
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

    /** @param lanes how many files run side by side where lanes are used, for the description of the reading */
    FileJobs(List<Path> files, int lanes) {
        this.files = files;
        this.lanes = lanes;
        Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        List<byte[]> encoded = files.stream().map(file -> file.toString().getBytes(names)).toList();
        long structs = (long) SIZE * files.size();
        this.memory = new Memory(structs + encoded.stream().mapToLong(name -> name.length + 1L).sum());
        memory.clear(structs);
        long at = structs;
        for (int i = 0; i < encoded.size(); i++) {
            byte[] name = encoded.get(i);
            memory.setLong((long) SIZE * i, Pointer.nativeValue(memory) + at);
            memory.write(at, name, 0, name.length);
            memory.setByte(at + name.length, (byte) 0);
            at += name.length + 1L;
        }
    }

    long address() {
        return Pointer.nativeValue(memory);
    }

    int count() {
        return files.size();
    }

    /** Whether all threads are done with a file, after it was given to a batch. */
    boolean finished(int index) {
        return memory.getInt((long) SIZE * index + PENDING) == 0;
    }

    long bytes(int index) {
        return memory.getLong((long) SIZE * index + BYTES_HASHED);
    }

    FileHash result(int index, Set<Algorithm> algorithms) throws HashFailure {
        long job = (long) SIZE * index;
        int error = memory.getInt(job + ERROR);
        if (error != 0) {
            throw failure(files.get(index), error, memory.getInt(job + ERRNO), memory.getLong(job + DETAIL));
        }
        return new FileHash(memory.getLong(job + BYTES_HASHED), Digests.read(memory, job + DIGESTS, algorithms),
                reading(memory.getInt(job + IO)));
    }

    private String reading(int io) {
        return switch (io) {
            case RoarHash.IO_MMAP -> "mmap 8 MiB populate";
            case RoarHash.IO_DIRECT -> "O_DIRECT 1 MiB";
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
