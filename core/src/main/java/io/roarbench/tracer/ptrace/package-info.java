/**
 * The ptrace backend: the loop runs in the C launcher, this side translates its log.
 */
package io.roarbench.tracer.ptrace;
