package io.roarbench.tracer;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Trace reports as JSON (UTF-8, indented, instants as ISO 8601). Immutable, thread-safe. */
public final class TraceReports {

    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** Writes a report; does not close the stream. */
    public void write(TraceReport report, OutputStream out) throws IOException {
        out.write(mapper.writeValueAsBytes(report));
        out.write('\n');
    }

    /**
     * Reads a report.
     *
     * @throws IOException if it is no report, or one of a newer schema
     */
    public TraceReport read(InputStream in) throws IOException {
        TraceReport report = mapper.readValue(in, TraceReport.class);
        if (report.schemaVersion() > TraceReport.SCHEMA_VERSION) {
            throw new IOException("the report has schema version " + report.schemaVersion()
                    + ", this program knows up to " + TraceReport.SCHEMA_VERSION + "; use a newer roar-bench");
        }
        return report;
    }
}
