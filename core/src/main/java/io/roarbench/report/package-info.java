/**
 * Pages, tables and files from a result. Never measures.
 */
package io.roarbench.report;
