package io.roarbench.run;

import io.roarbench.measure.Sample;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.CacheState;
import io.roarbench.plan.ReadTrial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Gets trials ready that read a file and do nothing with it. */
final class ReadTrials {

    private static final int BUFFER = 1 << 20;

    private final Workspace workspace;
    private final CacheKeeper cache;

    ReadTrials(Workspace workspace, CacheKeeper cache) {
        this.workspace = workspace;
        this.cache = cache;
    }

    PreparedTrial prepare(ReadTrial trial) throws UnavailableException, IOException, InterruptedException {
        cache.requireMemory(trial.file().bytes(), trial.cache());
        return new Prepared(workspace.file(trial.file()), trial.file().bytes(), trial.cache());
    }

    private final class Prepared implements PreparedTrial {

        private final Path file;
        private final long size;
        private final CacheState state;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

        Prepared(Path file, long size, CacheState state) {
            this.file = file;
            this.size = size;
            this.state = state;
        }

        @Override
        public Sample measure() throws InterruptedException {
            Optional<String> problem = cache.bring(file, state);
            if (problem.isPresent()) {
                return Sample.invalid(problem.get());
            }
            try {
                long begin = System.nanoTime();
                long bytes = read();
                long nanos = System.nanoTime() - begin;
                return bytes == size ? Sample.of(nanos) : Sample.invalid("read " + bytes + " of " + size + " bytes");
            } catch (ClosedByInterruptException e) {
                throw (InterruptedException) new InterruptedException("interrupted while reading " + file).initCause(e);
            } catch (IOException e) {
                return Sample.invalid("cannot read " + file + ": " + e.getMessage());
            }
        }

        private long read() throws IOException {
            try (FileChannel channel = FileChannel.open(file)) {
                long bytes = 0;
                for (int n = channel.read(buffer.clear()); n >= 0; n = channel.read(buffer.clear())) {
                    bytes += n;
                }
                return bytes;
            }
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("io", "read 1 MiB");
        }

        @Override
        public Map<String, String> setup() {
            return Map.of("page cache", CacheKeeper.describe(state));
        }
    }
}
