/**
 * How much of what programs do with files a tracer reports: small programs that say what they do, and the comparison.
 */
package io.roarbench.tracer.coverage;
