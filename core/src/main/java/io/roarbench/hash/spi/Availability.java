package io.roarbench.hash.spi;

/**
 * Whether a provider can be used here.
 *
 * @param available whether it can
 * @param reason    why not, and what would make it so, in one line; empty if available
 */
public record Availability(boolean available, String reason) {

    /** It can be used. */
    public static Availability yes() {
        return new Availability(true, "");
    }

    /** It cannot be used, because of {@code reason}. */
    public static Availability no(String reason) {
        return new Availability(false, reason);
    }
}
