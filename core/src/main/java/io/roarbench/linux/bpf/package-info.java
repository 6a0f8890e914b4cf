/**
 * The kernel's side of eBPF by raw {@code bpf(2)}, {@code perf_event_open(2)} and {@code mmap(2)}: maps, programs, attachments,
 * the ring buffer, tracepoint formats. No libbpf. What is open here is a descriptor of this process (close-on-exec), so that the
 * kernel undoes everything when the process dies, however it dies.
 */
package io.roarbench.linux.bpf;
