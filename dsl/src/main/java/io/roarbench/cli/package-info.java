/** The command line, {@code roar-bench}: reads arguments, calls the library, prints. Does not know how anything is measured. */
package io.roarbench.cli;
