/**
 * Statistics as pure functions on arrays. The same samples give the same numbers on every run and JDK: random draws are
 * seeded and reduced to indices by own arithmetic, logarithms are {@link java.lang.StrictMath}'s (those of
 * {@link java.lang.Math} may be intrinsics that differ in the last bit), and sums run over sorted samples or in the order of
 * rounds, never through {@code DoubleStream.sum()}, whose compensation differs between JDKs.
 */
package io.roarbench.measure.statistics;
