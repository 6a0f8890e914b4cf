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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

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
        int threads = trial.threads() == 0 ? Runtime.getRuntime().availableProcessors() : trial.threads();
        return new Prepared(workspace.file(trial.file()), trial.file().bytes(), trial.cache(), threads);
    }

    private final class Prepared implements PreparedTrial {

        private final Path file;
        private final long size;
        private final CacheState state;
        private final ByteBuffer[] buffers;
        private final ExecutorService helpers;

        Prepared(Path file, long size, CacheState state, int threads) {
            this.file = file;
            this.size = size;
            this.state = state;
            this.buffers = new ByteBuffer[threads];
            for (int i = 0; i < threads; i++) {
                buffers[i] = ByteBuffer.allocateDirect(BUFFER);
            }
            this.helpers = Executors.newFixedThreadPool(Math.max(1, threads - 1), work -> {
                Thread thread = new Thread(work, "roar-bench-reader");
                thread.setDaemon(true);
                return thread;
            });
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

        private long read() throws IOException, InterruptedException {
            try (FileChannel channel = FileChannel.open(file)) {
                AtomicLong next = new AtomicLong();
                List<Future<Long>> others = new ArrayList<>();
                for (int i = 1; i < buffers.length; i++) {
                    ByteBuffer buffer = buffers[i];
                    others.add(helpers.submit(() -> pieces(channel, next, buffer)));
                }
                long bytes = pieces(channel, next, buffers[0]);
                for (Future<Long> other : others) {
                    bytes += other.get();
                }
                return bytes;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            }
        }

        /** Piece after piece, each by the thread that comes first; one thread alone reads in order. */
        private long pieces(FileChannel channel, AtomicLong next, ByteBuffer buffer) throws IOException {
            long bytes = 0;
            for (long at = next.getAndAdd(BUFFER); at < size; at = next.getAndAdd(BUFFER)) {
                buffer.clear();
                while (buffer.hasRemaining()) {
                    int n = channel.read(buffer, at + buffer.position());
                    if (n < 0) {
                        break;
                    }
                    bytes += n;
                }
            }
            return bytes;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("io", "read 1 MiB", "threads", Integer.toString(buffers.length));
        }

        @Override
        public Map<String, String> setup() {
            return Map.of("page cache", CacheKeeper.describe(state));
        }

        @Override
        public void close() {
            helpers.shutdownNow();
        }
    }
}
