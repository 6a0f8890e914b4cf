package io.roarbench.proxy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
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
 * @param ownTimeNanos for each request that was answered: from the arrival of its head until it is ready to be written to the
 *                  origin, plus from the arrival of the answer's head until that is ready to be written to the client. Neither
 *                  waiting nor the system calls that read and write are in it, nor what TLS costs. A copy
 * @param upstreamTrouble why the origin could last not be reached; null if it always could
 * @param errors    how often by class: {@code proxy CODE} for the proxy's own answers by S3's code, {@code origin 4xx} and
 *                  {@code origin 5xx} for those passed on, {@code client aborted} and {@code origin aborted} for connections
 *                  that ended within a request
 */
public record ProxyStatistics(long requests, long refused, long failed, long bytesUp, long bytesDown, int clients,
        int upstreams, Histogram ownTimeNanos, String upstreamTrouble, Map<String, Long> errors) {

    private static final double[] PERCENTILES = {50, 90, 99, 99.9};
    private static final String[] NAMES = {"p50", "p90", "p99", "p999"};

    /** All of it as one JSON object on one line, the histogram as its count, mean, percentiles and maximum in ns. */
    public String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("requests", requests).put("refused", refused)
                .put("failed", failed).put("bytesUp", bytesUp).put("bytesDown", bytesDown).put("clients", clients)
                .put("upstreams", upstreams).put("upstreamTrouble", upstreamTrouble);
        ObjectNode own = json.putObject("ownTimeNanos").put("count", ownTimeNanos.getTotalCount())
                .put("mean", Math.round(ownTimeNanos.getMean()));
        for (int i = 0; i < NAMES.length; i++) {
            own.put(NAMES[i], ownTimeNanos.getValueAtPercentile(PERCENTILES[i]));
        }
        own.put("max", ownTimeNanos.getMaxValue());
        ObjectNode byClass = json.putObject("errors");
        errors.forEach(byClass::put);
        return json.toString();
    }
}
