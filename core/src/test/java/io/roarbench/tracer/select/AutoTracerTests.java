package io.roarbench.tracer.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.event.TraceEvent;
import io.roarbench.tracer.replay.Replay;
import io.roarbench.tracer.replay.TraceMeta;
import io.roarbench.linux.ByteString;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoTracerTests {

    private enum Health { MISSING, BROKEN, LOSSY, WORKING }

    private record FakeTracer(String name, Health health) implements Tracer {

        @Override
        public Check check() {
            return Check.of(name, List.of(health == Health.MISSING
                    ? Check.Item.missing("rights", "none", "become root") : Check.Item.good("rights", "all")));
        }

        @Override
        public Trace trace(TraceRequest request) throws IOException {
            if (health == Health.BROKEN) {
                throw new IOException("EPERM");
            }
            return new FakeTrace(name, health);
        }
    }

    private record FakeTrace(String name, Health health) implements Trace {

        @Override
        public int pid() {
            return 1;
        }

        @Override
        public void signal(int signal) {
            throw new UnsupportedOperationException("not signalled here");
        }

        @Override
        public Execution waitFor() {
            return new Execution(1, 0, 0, false, 0, 1, 0, 0, 0, 0, 0, 0, 0, "fake");
        }

        @Override
        public TraceReport report() {
            Replay replay = new Replay(new TraceMeta(name, "exact", "none", List.of("true"), "/", false));
            replay.accept(new TraceEvent.Start(0, 1, ByteString.utf8("/")));
            replay.accept(new TraceEvent.Exec(0, 1, 1, ByteString.utf8("/bin/true"), null, List.of()));
            replay.accept(new TraceEvent.ProcessExit(0, 1, 0));
            if (health == Health.LOSSY) {
                replay.flag(IncompleteReason.EVENTS_DROPPED, "");
            }
            return replay.report(0, 0, 1);
        }

        @Override
        public void close() {
            // Nothing runs.
        }
    }

    @Test
    void takes_the_first_that_really_works() throws Exception {
        AutoTracer auto = new AutoTracer(List.of(new FakeTracer("a", Health.MISSING), new FakeTracer("b", Health.BROKEN),
                new FakeTracer("c", Health.LOSSY), new FakeTracer("d", Health.WORKING), new FakeTracer("e", Health.WORKING)));

        assertThat(auto.trace(TraceRequest.of(Command.of("true"))).report().backend()).isEqualTo("d");
    }

    @Test
    void says_of_each_why_not() {
        AutoTracer auto = new AutoTracer(List.of(new FakeTracer("a", Health.MISSING), new FakeTracer("b", Health.BROKEN)));

        assertThatThrownBy(auto::chosen).isInstanceOf(IOException.class)
                .hasMessageContaining("a: rights: none; become root").hasMessageContaining("b: a probe run failed: EPERM");
        assertThat(auto.check().ok()).isTrue();
    }

    @Test
    void knows_the_built_in_ones_by_name() {
        Tracers tracers = new Tracers();

        assertThat(tracers.names()).containsExactly("ebpf", "preload", "ptrace");
        assertThat(tracers.open("nonsense")).isEmpty();
        tracers.names().forEach(name -> {
            try (Tracer tracer = tracers.open(name).orElseThrow()) {
                assertThat(tracer.name()).isEqualTo(name);
            }
        });
    }
}
