package io.roarbench.tracer.ebpf;

import io.roarbench.tracer.event.TraceEvent;

/** Where trace events go. */
interface EventSink {

    void accept(TraceEvent event);

    /** Whether it is known what a task's descriptor leads to. */
    boolean knows(int tid, int fd);
}
