/** Provider {@code vector}: BLAKE3 in Java alone, by the Vector API where the host has enabled it. */
package io.roarbench.hash.vector;
