/** How {@code roar-bench hash} prints. */
package io.roarbench.cli.hash;
