package io.roarbench.cli;

import java.net.InetSocketAddress;

/** Reads addresses to listen on. */
final class Listen {

    private Listen() {
    }

    /** @throws IllegalArgumentException if the text is not {@code HOST:PORT} */
    static InetSocketAddress address(String option, String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException(option + " is '" + text + "', want HOST:PORT");
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
    }
}
