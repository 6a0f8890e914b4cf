/**
 * Scenario files: a thin Groovy front end over {@link io.roarbench.plan}. Reading a file runs it, which declares; nothing is
 * measured. Does not know how anything is measured.
 */
package io.roarbench.dsl;
