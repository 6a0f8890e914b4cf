/**
 * Starting commands and waiting for them, with the time and resources that they took; without a shell and without the
 * cost of {@code ProcessBuilder}.
 */
package io.roarbench.linux.process;
