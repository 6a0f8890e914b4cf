package io.roarbench.proxy;

import io.roarbench.proxy.signing.AccessKeys;
import java.net.URI;

/** A proxy in a process of its own: prints its endpoint, and ends when its input does. */
final class SmallProxyMain {

    private SmallProxyMain() {
    }

    /** @param arguments the upstream */
    public static void main(String[] arguments) throws Exception {
        try (S3Proxy proxy = S3Proxy.start(ProxyOptions.of(URI.create(arguments[0]), "us-east-1",
                ThroughProxyTests.UPSTREAM, AccessKeys.only(ThroughProxyTests.CLIENT)))) {
            System.out.println(proxy.endpoint());
            while (System.in.read() >= 0) {
                // Until the test is through.
            }
        }
    }
}
