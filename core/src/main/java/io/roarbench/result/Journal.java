package io.roarbench.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roarbench.measure.Observation;
import io.roarbench.plan.Plan;
import io.roarbench.plan.SeriesId;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The samples of a run as they come, one JSON line each, flushed: what Ctrl-C, a crash or a reboot leaves, and what
 * {@code run --resume} goes on from. It is removed once the result file of a complete run is written.
 */
public final class Journal implements AutoCloseable {

    /** The file's name in the folder of a run's output. */
    public static final String NAME = "journal.jsonl";

    private final ObjectMapper json = Json.mapper();
    private final Writer out;

    private Journal(Writer out) {
        this.out = out;
    }

    /** Begins a journal; an older one of this name is replaced. */
    public static Journal create(Path file, Instant startedAt, Plan plan) throws IOException {
        Journal journal = new Journal(Files.newBufferedWriter(file));
        journal.line(new Line(new Head(Result.SCHEMA_VERSION, startedAt, plan), null, null));
        return journal;
    }

    /** Goes on with a journal that was read with {@link #read}. */
    public static Journal append(Path file) throws IOException {
        return new Journal(Files.newBufferedWriter(file, StandardOpenOption.APPEND));
    }

    /** Adds a sample. */
    public void sample(SeriesId id, Observation observation) throws IOException {
        line(new Line(null, new Entry(id, TrialSample.of(observation)), null));
    }

    /** Adds the end of an experiment, which is then not run again on resuming. */
    public void finished(Finished finished) throws IOException {
        line(new Line(null, null, finished));
    }

    private void line(Line line) throws IOException {
        out.write(json.writeValueAsString(line));
        out.write('\n');
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /**
     * Reads a journal back. A last line that was cut short by a crash is left out (and cut off the file, so that it can be
     * appended to); any other damage is an error.
     *
     * @throws IOException if there is none, or it is damaged
     */
    public static Recovered read(Path file) throws IOException {
        List<String> lines = lines(file);
        ObjectMapper json = Json.mapper();
        Head head = null;
        Map<SeriesId, List<TrialSample>> samples = new LinkedHashMap<>();
        List<Finished> finished = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line;
            try {
                line = json.readValue(lines.get(i), Line.class);
            } catch (JacksonException e) {
                throw new IOException(file + ":" + (i + 1) + " is damaged: " + e.getOriginalMessage(), e);
            }
            if (line.head() != null) {
                head = line.head();
            } else if (line.sample() != null) {
                samples.computeIfAbsent(line.sample().id(), id -> new ArrayList<>()).add(line.sample().sample());
            } else {
                finished.add(line.finished());
            }
        }
        if (head == null) {
            throw new IOException(file + " is empty: nothing was measured, so there is nothing to resume");
        }
        return new Recovered(head.startedAt(), head.plan(), samples, finished);
    }

    private static List<String> lines(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no journal " + file + " to resume from", e);
        }
        int end = text.lastIndexOf('\n') + 1;
        if (end < text.length()) {
            Files.writeString(file, text.substring(0, end));
        }
        return text.substring(0, end).lines().toList();
    }

    /**
     * What a journal holds.
     *
     * @param startedAt when the run began
     * @param plan its plan
     * @param samples by series, in the order measured
     * @param finished the experiments that had ended
     */
    public record Recovered(
            Instant startedAt, Plan plan, Map<SeriesId, List<TrialSample>> samples, List<Finished> finished) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(Head head, Entry sample, Finished finished) {
    }

    private record Head(int schemaVersion, Instant startedAt, Plan plan) {
    }

    private record Entry(SeriesId id, TrialSample sample) {
    }
}
