package io.roarbench.hash;

/**
 * What computed a digest.
 *
 * @param provider the provider's name, e.g. {@code native}
 * @param level    what it used, in a few words, e.g. {@code AVX-512} or {@code OpenSSL 3.0.19}
 */
public record DigestSource(String provider, String level) {
}
