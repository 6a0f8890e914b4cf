package io.roarbench.hash;

import io.roarbench.hash.spi.DigestProvider;
import java.util.List;

/** The providers there are. */
public final class Providers {

    private Providers() {
    }

    /** All of them; constructing one loads no library. In the order preferred where nothing was measured. */
    public static List<DigestProvider> all() {
        return List.of();
    }
}
