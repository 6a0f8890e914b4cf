package io.roarbench.proxy.lineage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes events as JSON lines, on a thread of its own. The data path never waits for it: an event that finds the queue full
 * is not written, and counted as lost.
 */
public final class LineageJournal implements LineageListener, AutoCloseable {

    private static final LineageEvent END = new LineageEvent(0, null, null, null, 0, 0, 0, null, null, null, null, null,
            null);
    /** The thread looks by itself: to be woken for each event would cost the data path more than all else in lineage. */
    private static final long PAUSE_NANOS = 20_000_000;

    private final BlockingQueue<LineageEvent> queue;
    private final OutputStream out;
    private final LongAdder lost = new LongAdder();
    private final LongAdder written = new LongAdder();
    private final Thread thread;
    private volatile IOException failure;
    private volatile boolean closed;

    /**
     * @param out      closed with the journal
     * @param capacity events that may wait
     */
    public LineageJournal(OutputStream out, int capacity) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.out = new BufferedOutputStream(out, 64 << 10);
        this.thread = new Thread(this::run, "roar-lineage");
        thread.setDaemon(true);
        thread.start();
    }

    /** Appends to a file. @throws IOException if it cannot be opened */
    public static LineageJournal to(Path file) throws IOException {
        return new LineageJournal(Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                1 << 16);
    }

    @Override
    public void event(LineageEvent event) {
        if (closed || failure != null || !queue.offer(event)) {
            lost.increment();
        }
    }

    /** Events that were not written. */
    public long lost() {
        return lost.sum();
    }

    public long written() {
        return written.sum();
    }

    private void run() {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setRootValueSeparator(null);
            LineageEvent event = queue.poll();
            while (event != END) {
                if (event == null) {
                    json.flush();
                    LockSupport.parkNanos(PAUSE_NANOS);
                } else {
                    write(json, event);
                }
                event = queue.poll();
            }
        } catch (IOException e) {
            failure = e;
            lost.add(queue.size());
        }
    }

    private void write(JsonGenerator json, LineageEvent event) throws IOException {
        S3Call call = event.call();
        json.writeStartObject();
        json.writeStringField("time", Instant.ofEpochMilli(event.timeMillis()).toString());
        json.writeStringField("operation", call.operation().name());
        json.writeStringField("outcome", event.outcome().name().toLowerCase(java.util.Locale.ROOT));
        json.writeStringField("effect", event.effect().name().toLowerCase(java.util.Locale.ROOT));
        text(json, "bucket", call.bucket());
        text(json, "key", call.key());
        text(json, "version", event.versionId() == null ? call.versionId() : event.versionId());
        text(json, "source", call.source());
        text(json, "sourceVersion", event.sourceVersionId() == null ? call.sourceVersionId() : event.sourceVersionId());
        json.writeNumberField("status", event.status());
        json.writeNumberField("bytesIn", event.bytesIn());
        json.writeNumberField("bytesOut", event.bytesOut());
        text(json, "etag", event.etag());
        text(json, "contentRange", event.contentRange());
        text(json, "uploadId", call.uploadId());
        text(json, "partNumber", call.partNumber());
        text(json, "error", event.errorCode());
        text(json, "session", call.session());
        text(json, "job", call.job());
        text(json, "requestId", event.requestId());
        json.writeEndObject();
        json.writeRaw('\n');
        written.increment();
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    /**
     * Writes what waits, and closes the stream.
     *
     * @throws IOException if any event could not be written
     */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                // A thread that has failed takes nothing any more.
                while (thread.isAlive() && !queue.offer(END, 10, TimeUnit.MILLISECONDS)) {
                    LockSupport.unpark(thread);
                }
                LockSupport.unpark(thread);
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (failure != null) {
            throw new IOException("lineage events could not be written, " + lost() + " were lost: "
                    + failure.getMessage(), failure);
        }
    }
}
