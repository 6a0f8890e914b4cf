/**
 * Choosing among the tracers: by name, or the best that really works here.
 */
package io.roarbench.tracer.select;
