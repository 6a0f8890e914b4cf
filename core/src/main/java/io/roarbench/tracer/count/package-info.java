/**
 * Counting what a command does, by kinds of system calls that differ in what tracing them costs, without tracing it: what a
 * prediction of overhead needs to know of a command.
 */
package io.roarbench.tracer.count;
