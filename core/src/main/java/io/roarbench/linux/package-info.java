/**
 * JNA bindings and readers of Linux's own files, one file a subject. Knows nothing of the rest of roar-bench.
 */
package io.roarbench.linux;
