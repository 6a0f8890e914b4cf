package io.roarbench.tracer.ebpf;

import io.roarbench.linux.process.Command;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceRequest;
import java.io.IOException;

/** A program for tests: traces a long sleep and prints the sleep's process id. */
final class TracedSleep {

    private TracedSleep() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try (EbpfTracer tracer = new EbpfTracer(); Trace trace = tracer.trace(TraceRequest.of(Command.of("sleep", "1000")))) {
            System.out.println(trace.pid());
            trace.report();
        }
    }
}
