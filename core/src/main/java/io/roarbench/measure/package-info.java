/**
 * Trials, rounds, warm-up, stopping rules and statistics. Does not know what is measured.
 */
package io.roarbench.measure;
