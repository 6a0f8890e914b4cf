package io.roarbench.proxy;

import io.roarbench.proxy.wire.RawHttp;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do. */
final class Eventually {

    private static final long LIMIT_NANOS = 60_000_000_000L;

    private Eventually() {
    }

    static void holds(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never came true: " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    static void refusesConnections(S3Proxy proxy) {
        holds("no new connection is taken", () -> {
            try (RawHttp late = new RawHttp(proxy.endpoint())) {
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }
}
