package io.roarbench.hash;

import io.roarbench.hash.spi.Availability;

/**
 * One provider and algorithm, as found on this machine.
 *
 * @param availability whether it works here, or why not
 * @param description  what computes the digest; empty if it does not work
 */
public record ProviderStatus(String provider, Algorithm algorithm, Availability availability, String description) {
}
