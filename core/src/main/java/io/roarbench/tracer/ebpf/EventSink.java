package io.roarbench.tracer.ebpf;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.event.TraceEvent;

/** Where trace events go. */
interface EventSink {

    void accept(TraceEvent event);

    /** Whether it is known what a task's descriptor leads to. */
    boolean knows(int tid, int fd);

    /** The path that a task's descriptor leads to; null if that is no file, or unknown. */
    ByteString pathOf(int tid, int fd);
}
