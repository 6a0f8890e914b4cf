/** Digests of Bouncy Castle: pure Java, everywhere the same, slow; the oracle of the tests. */
package io.roarbench.hash.bouncycastle;
