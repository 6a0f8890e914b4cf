/**
 * Replays the events of a run on tables of descriptors, working directories and names, and so makes the report. Shared by
 * all backends, so that they can't differ in it.
 */
package io.roarbench.tracer.replay;
