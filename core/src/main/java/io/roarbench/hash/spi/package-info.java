/**
 * What a provider of digests implements, and what it may offer beyond. Providers are listed in
 * {@link io.roarbench.hash.Providers}.
 */
package io.roarbench.hash.spi;
