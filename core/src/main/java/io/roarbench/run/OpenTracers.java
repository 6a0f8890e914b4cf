package io.roarbench.run;

import io.roarbench.measure.UnavailableException;
import io.roarbench.tracer.Tracer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The built-in tracers of a run, each opened when it is first needed and then kept. */
final class OpenTracers implements AutoCloseable {

    private final TracerSource source;
    private final Map<String, Tracer> tracers = new LinkedHashMap<>();

    OpenTracers(TracerSource source) {
        this.source = source;
    }

    /**
     * The tracer of a name.
     *
     * @throws UnavailableException if there is none of this name, or it cannot run here
     */
    Tracer open(String name) throws UnavailableException, IOException {
        Tracer tracer = tracers.get(name);
        if (tracer == null) {
            tracer = source.open(name);
            tracers.put(name, tracer);
        }
        if (!tracer.check().ok()) {
            throw new UnavailableException(tracer.check().summary());
        }
        return tracer;
    }

    @Override
    public void close() {
        tracers.values().forEach(Tracer::close);
        tracers.clear();
    }
}
