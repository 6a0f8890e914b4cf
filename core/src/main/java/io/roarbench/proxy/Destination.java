package io.roarbench.proxy;

/**
 * Where a request goes: always by the scheme and port that were configured.
 *
 * @param host      name or address, without a port; an IPv6 address in brackets
 * @param authority for the {@code Host} field
 * @param region    to sign for
 */
record Destination(String host, String authority, String region) {
}
