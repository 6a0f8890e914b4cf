package io.roarbench.tracer.select;

import io.roarbench.linux.process.Command;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.Tracer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Uses the first of several tracers that passes its check and then really traces a small command. That a program or a right is
 * there does not show that tracing works; a probe run does.
 */
public final class AutoTracer implements Tracer {

    private final List<Tracer> candidates;
    private Tracer chosen;

    /** @param candidates best first; closed with this one */
    public AutoTracer(List<Tracer> candidates) {
        this.candidates = List.copyOf(candidates);
    }

    @Override
    public String name() {
        return "auto";
    }

    /** Ok if one of the candidates is; an item for each. */
    @Override
    public Check check() {
        List<Check.Item> items = new ArrayList<>();
        boolean any = false;
        for (Tracer candidate : candidates) {
            Check check = candidate.check();
            any |= check.ok();
            items.add(new Check.Item(candidate.name(), check.ok(), check.summary(), ""));
        }
        return new Check(name(), any, items);
    }

    @Override
    public Trace trace(TraceRequest request) throws IOException {
        return chosen().trace(request);
    }

    /**
     * The tracer in use; chosen now if it was not.
     *
     * @throws IOException if none works; the message says of each why
     */
    public synchronized Tracer chosen() throws IOException {
        List<String> reasons = new ArrayList<>();
        for (int i = 0; chosen == null && i < candidates.size(); i++) {
            Tracer candidate = candidates.get(i);
            String problem = problem(candidate);
            if (problem.isEmpty()) {
                chosen = candidate;
            } else {
                reasons.add(candidate.name() + ": " + problem);
            }
        }
        if (chosen == null) {
            throw new IOException("no tracer works here: " + String.join("; ", reasons));
        }
        return chosen;
    }

    /** Empty if it works. */
    private static String problem(Tracer candidate) {
        Check check = candidate.check();
        if (!check.ok()) {
            return check.summary();
        }
        Command probe = Command.of("true").withTimeout(Duration.ofSeconds(10), Duration.ofSeconds(1));
        try (Trace trace = candidate.trace(TraceRequest.of(probe))) {
            TraceReport report = trace.report();
            boolean ran = report.exitCode() != null && report.exitCode() == 0;
            boolean seen = report.files().stream().anyMatch(file -> file.executed());
            return ran && seen && report.complete() ? ""
                    : "a probe run of \"true\" gave exit code " + report.exitCode() + " and " + report.incomplete();
        } catch (IOException e) {
            return "a probe run failed: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public void close() {
        candidates.forEach(Tracer::close);
    }
}
