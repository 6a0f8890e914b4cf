/**
 * Tracers: which files a command and all its descendants read and write. One model and report for every backend.
 */
package io.roarbench.tracer;
