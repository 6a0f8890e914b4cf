/**
 * Tracers that are other programs: a command template, and a parser for what they write.
 */
package io.roarbench.tracer.external;
