/** Digests of {@code java.security}: HotSpot computes SHA-2 and MD5 with CPU instructions once they are compiled. */
package io.roarbench.hash.jdk;
