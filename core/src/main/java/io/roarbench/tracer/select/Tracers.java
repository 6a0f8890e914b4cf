package io.roarbench.tracer.select;

import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.ebpf.EbpfTracer;
import io.roarbench.tracer.preload.PreloadTracer;
import io.roarbench.tracer.ptrace.PtraceTracer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The built-in tracers, best first. */
public final class Tracers {

    private final Map<String, Supplier<Tracer>> makers = new LinkedHashMap<>();

    /** All that are built in. */
    public Tracers() {
        makers.put("ebpf", EbpfTracer::new);
        makers.put("preload", PreloadTracer::new);
        makers.put("ptrace", PtraceTracer::new);
    }

    /** Their names, best first, without "auto". */
    public List<String> names() {
        return List.copyOf(makers.keySet());
    }

    /**
     * A new tracer, which the caller closes.
     *
     * @param name one of {@link #names()}, or "auto"
     * @return empty if there is none of this name
     */
    public Optional<Tracer> open(String name) {
        if (name.equals("auto")) {
            return Optional.of(auto());
        }
        return Optional.ofNullable(makers.get(name)).map(Supplier::get);
    }

    /** The first that passes its check and a real probe run; chosen at the first trace. */
    public AutoTracer auto() {
        return new AutoTracer(makers.values().stream().map(Supplier::get).toList());
    }
}
