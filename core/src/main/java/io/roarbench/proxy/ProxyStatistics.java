package io.roarbench.proxy;

import org.HdrHistogram.Histogram;

/**
 * What a proxy has done since it started.
 *
 * @param requests  heads received
 * @param refused   answered by the proxy itself, with an error that the client caused
 * @param failed    ended by a fault of the origin, the network or the client
 * @param bytesUp   written to the origin, heads included
 * @param bytesDown written to clients, heads included
 * @param clients   connections of clients now
 * @param upstreams connections to the origin now, idle ones included
 * @param ownTimeNanos for each request: from the arrival of its head to its head being written to the origin, and from the
 *                  arrival of the answer's head to its being written to the client; waiting is not in it. A copy
 * @param upstreamTrouble why the origin could last not be reached; null if it always could
 */
public record ProxyStatistics(long requests, long refused, long failed, long bytesUp, long bytesDown, int clients,
        int upstreams, Histogram ownTimeNanos, String upstreamTrouble) {
}
