/**
 * The eBPF backend: programs in the kernel that watch the system calls of one process tree, and the reader that turns their
 * records into trace events. {@link io.roarbench.tracer.ebpf.EbpfTracer} is the way in; docs/tracers.md, section eBPF, tells how it works.
 */
package io.roarbench.tracer.ebpf;
