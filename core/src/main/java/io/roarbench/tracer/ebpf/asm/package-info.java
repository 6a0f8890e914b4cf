/**
 * A typed assembler of eBPF (RFC 9669): instructions as records, labels, and their encoding. Pure data, nothing here touches
 * the kernel.
 */
package io.roarbench.tracer.ebpf.asm;
