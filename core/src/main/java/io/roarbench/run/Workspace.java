package io.roarbench.run;

import io.roarbench.linux.ScratchFolder;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.GeneratedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The folders and files that a run makes for itself; all are removed when it is closed. */
public final class Workspace implements AutoCloseable {

    private static final int BLOCK = 1 << 20;
    /** What a file system should keep free for everybody else, bytes. */
    private static final long RESERVE = 64L << 20;

    private final Path temporary;
    private final RunListener listener;
    private final Map<Path, ScratchFolder> folders = new LinkedHashMap<>();
    private final Map<GeneratedFile, Path> files = new LinkedHashMap<>();
    private final Map<GeneratedFile, String> refused = new HashMap<>();

    /**
     * @param temporary where files are made whose plan names no folder
     * @param listener told when a large file is being made
     */
    public Workspace(Path temporary, RunListener listener) {
        this.temporary = temporary;
        this.listener = listener;
    }

    /**
     * Removes what runs that were killed left where this one will make its files, and tells of other runs under way.
     *
     * @param wanted the files that will be made
     */
    public void sweepLeftovers(Collection<GeneratedFile> wanted) throws IOException {
        Set<Path> parents = wanted.stream().map(this::parent).collect(Collectors.toCollection(LinkedHashSet::new));
        parents.add(temporary);
        for (Path parent : parents) {
            if (!Files.isDirectory(parent)) {
                continue;
            }
            ScratchFolder.Swept swept = ScratchFolder.sweep(parent);
            swept.removed().forEach(left ->
                    listener.warning("removed " + left + ", which a run that was killed had left"));
            if (swept.inUse() > 0) {
                listener.warning("another roar-bench is at work in " + parent + "; if it measures, both disturb each other");
            }
        }
    }

    RunListener listener() {
        return listener;
    }

    /**
     * Checks that there is room for files before the first of them is made. Where there is room for some, the largest are
     * the ones to do without: {@link #file} then says why, and so does {@link #refusal}.
     *
     * @throws RunFailure if there is no such folder
     */
    public void checkSpace(Collection<GeneratedFile> wanted) throws RunFailure {
        Map<Path, List<GeneratedFile>> perFolder = wanted.stream()
                .distinct()
                .sorted(Comparator.comparingLong(GeneratedFile::bytes))
                .collect(Collectors.groupingBy(this::parent));
        for (Map.Entry<Path, List<GeneratedFile>> entry : perFolder.entrySet()) {
            checkSpace(entry.getKey(), entry.getValue());
        }
    }

    private void checkSpace(Path folder, List<GeneratedFile> fromSmallest) throws RunFailure {
        long free = free(folder);
        long left = free - RESERVE;
        for (GeneratedFile file : fromSmallest) {
            left -= Math.min(file.bytes(), Math.max(0, left) + 1);
            if (left < 0) {
                refused.put(file, "no space in " + folder + ": a file of " + megabytes(file.bytes())
                        + " MB is to be made besides the others, " + megabytes(free)
                        + " MB are free; free some, or choose another folder with --set directory=DIR");
            }
        }
    }

    /** Why a file will not be made; empty if it will. */
    Optional<String> refusal(GeneratedFile wanted) {
        return Optional.ofNullable(refused.get(wanted));
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }

    private static long free(Path folder) throws RunFailure {
        if (!Files.isDirectory(folder)) {
            throw new RunFailure("there is no folder " + folder + " to make files in; make it, or choose another one");
        }
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new RunFailure("cannot tell the free space of " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns a file of this description, made at the first call.
     *
     * @throws UnavailableException if {@link #checkSpace} found no room for it
     */
    public Path file(GeneratedFile wanted) throws UnavailableException, IOException, InterruptedException {
        if (refused.containsKey(wanted)) {
            throw new UnavailableException(refused.get(wanted));
        }
        Path made = files.get(wanted);
        if (made == null) {
            made = folder(parent(wanted)).resolve("file-" + wanted.bytes() + "-" + files.size());
            files.put(wanted, made);
            listener.preparing("making a file of " + megabytes(wanted.bytes()) + " MB");
            fill(made, wanted);
        }
        return made;
    }

    /** Makes a new, empty folder. */
    public Path newFolder() throws IOException {
        return Files.createTempDirectory(folder(temporary), "trial-");
    }

    private Path parent(GeneratedFile file) {
        return file.directory().isEmpty() ? temporary : Path.of(file.directory()).toAbsolutePath();
    }

    private Path folder(Path parent) throws IOException {
        ScratchFolder folder = folders.get(parent);
        if (folder == null) {
            folder = ScratchFolder.in(parent);
            folders.put(parent, folder);
        }
        return folder.path();
    }

    private static void fill(Path path, GeneratedFile file) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(file.seed());
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long left = file.bytes(); left > 0; left -= block.limit()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while making " + path);
                }
                block.clear();
                while (block.hasRemaining()) {
                    block.putLong(random.nextLong());
                }
                block.flip().limit((int) Math.min(BLOCK, left));
                while (block.hasRemaining()) {
                    channel.write(block);
                }
            }
            // Dirty pages can neither be evicted nor should their write-back fall into a trial.
            channel.force(false);
        } catch (java.nio.channels.ClosedByInterruptException e) {
            throw (InterruptedException) new InterruptedException("interrupted while making " + path).initCause(e);
        }
    }

    /** Removes everything that was made. */
    @Override
    public void close() {
        files.clear();
        for (ScratchFolder folder : folders.values()) {
            try {
                folder.close();
            } catch (IOException e) {
                listener.warning("could not remove " + folder.path() + ": " + e.getMessage() + "; remove it by hand");
            }
        }
        folders.clear();
    }
}
