/**
 * What tracing backends see, in one form for all of them: a backend turns its raw log into these events and hands them,
 * in order, to {@link io.roarbench.tracer.replay.Replay}.
 */
package io.roarbench.tracer.event;
