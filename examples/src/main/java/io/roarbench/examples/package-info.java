/** Examples of embedding roar-bench in Java; compiled with every build, and tested. */
package io.roarbench.examples;
