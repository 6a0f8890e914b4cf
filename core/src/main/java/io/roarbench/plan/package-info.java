/**
 * A benchmark as plain immutable data: experiments, variants, tables. Does not know Groovy.
 */
package io.roarbench.plan;
