/**
 * Tracing by a library that the dynamic linker loads into each program (LD_PRELOAD, ld.so(8)) and that logs what passes
 * through libc into memory shared by the whole run. The C side is in src/main/c/preload; log.h has the form of the log.
 */
package io.roarbench.tracer.preload;
