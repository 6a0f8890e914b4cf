/**
 * The result file: plan, environment and every raw sample, as versioned JSON.
 */
package io.roarbench.result;
