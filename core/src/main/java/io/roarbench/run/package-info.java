/**
 * Turns a plan into a result: builds what the plan names, measures it, reports progress, can be cancelled and resumed.
 */
package io.roarbench.run;
