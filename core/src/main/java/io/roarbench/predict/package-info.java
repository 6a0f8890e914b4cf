/**
 * What tracing a command would cost, told from one look at it: its calls are counted by kind, its time taken untraced, and both put
 * together with what calls of each kind cost under each tracer on this machine. {@link io.roarbench.predict.OverheadPredictor} is the
 * way in; docs/predict.md says what such a prediction can and cannot know.
 */
package io.roarbench.predict;
