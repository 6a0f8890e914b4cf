/** Statistics as pure functions on arrays; the same samples give the same numbers on every run and JDK. */
package io.roarbench.measure.statistics;
