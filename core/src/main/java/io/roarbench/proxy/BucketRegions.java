package io.roarbench.proxy;

import io.roarbench.proxy.wire.Head;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which region's endpoint a bucket is asked for at. S3 tells when it was asked for at the wrong one, by 301, 307 or 400
 * {@code AuthorizationHeaderMalformed}; that is believed within the configured endpoint's own domain only, so that no answer
 * can send the proxy's signatures elsewhere. Thread-safe.
 */
final class BucketRegions {

    private static final int MOST = 10_000;
    private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{1,40}[a-z0-9]");
    /** AWS's endpoints for general purpose buckets; groups: what is before the region, the region, the partition. */
    private static final Pattern AWS = Pattern.compile(
            "(s3(?:-fips)?(?:\\.dualstack)?)(?:[.-]([a-z]{2,}(?:-[a-z]+)+-[0-9]+))?\\.(amazonaws\\.com(?:\\.cn)?)");
    private static final Pattern LOCATION = Pattern.compile(
            "(https?)://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?(?:[/?#].*)?");
    private static final Pattern REGION_OF_ERROR = Pattern.compile("<Region>([^<]*)</Region>");

    private final ProxyOptions options;
    private final Destination home;
    private final Map<String, Destination> known = new ConcurrentHashMap<>();

    BucketRegions(ProxyOptions options) {
        this.options = options;
        this.home = new Destination(options.upstream().getHost(), options.upstream().getRawAuthority(), options.region());
    }

    /** The configured endpoint. */
    Destination home() {
        return home;
    }

    Route route(String bucket, boolean telling) {
        Destination at = known.get(bucket);
        return new Route(bucket, at == null ? home : at, at != null, telling);
    }

    /** The bucket was found there, or its endpoint is said to be there. */
    void remember(String bucket, Destination at) {
        known.put(bucket, at);
        for (Iterator<String> any = known.keySet().iterator(); known.size() > MOST && any.hasNext();) {
            any.next();
            any.remove();
        }
    }

    void forget(String bucket) {
        known.remove(bucket);
    }

    /** Whether an answer of that status can say that the bucket is elsewhere. */
    static boolean mayRedirect(int status) {
        return status == 301 || status == 307 || status == 400;
    }

    /**
     * Where an answer says that the bucket is.
     *
     * @param errorXml the answer's body, as far as it is known
     * @return null if it does not say so, names the place that was asked, or one that may not be asked
     */
    Destination hinted(Route asked, Head.Response answer, String errorXml) {
        if (answer.status() == 400 && !errorXml.contains("<Code>AuthorizationHeaderMalformed</Code>")
                && !errorXml.isEmpty()) {
            return null;
        }
        String location = answer.status() == 400 ? null : answer.fields().get("location");
        String region = region(answer, errorXml, location);
        Matcher aws = AWS.matcher(home.host());
        Destination other = aws.matches() ? ofAws(aws, region) : own(asked, region, location);
        return asked.to().equals(other) ? null : other;
    }

    private static String region(Head.Response answer, String errorXml, String location) {
        String region = answer.fields().get("x-amz-bucket-region");
        Matcher inBody = REGION_OF_ERROR.matcher(errorXml);
        if (region == null && inBody.find()) {
            region = inBody.group(1);
        }
        if (region == null && location != null) {
            Matcher url = LOCATION.matcher(location);
            String host = url.matches() ? url.group(2).toLowerCase(Locale.ROOT) : "";
            int service = host.startsWith("s3") ? 0 : host.lastIndexOf(".s3") + 1;
            Matcher aws = AWS.matcher(host.substring(service));
            region = aws.matches() ? aws.group(2) : null;
        }
        return region != null && REGION.matcher(region).matches() ? region : null;
    }

    private Destination ofAws(Matcher configured, String region) {
        if (region == null) {
            return null;
        }
        String host = configured.group(1) + '.' + region + '.' + configured.group(3);
        return region.equals(home.region()) ? home : at(host, region);
    }

    /** Another S3: the same host for another region, or a host of the same domain. */
    private Destination own(Route asked, String region, String location) {
        String signed = region == null ? home.region() : region;
        if (location == null) {
            return region == null ? null : region.equals(home.region()) ? home : at(home.host(), signed);
        }
        Matcher url = LOCATION.matcher(location);
        if (!url.matches() || !url.group(1).equals(options.upstream().getScheme()) || port(url) != options.upstreamPort()) {
            return null;
        }
        String host = url.group(2).toLowerCase(Locale.ROOT);
        String plain = host.startsWith(asked.bucket() + '.') ? host.substring(asked.bucket().length() + 1) : host;
        boolean allowed = plain.equals(home.host()) || plain.endsWith('.' + home.host()) && home.host().matches(".*[a-z].*");
        return allowed ? at(plain, signed) : null;
    }

    private static int port(Matcher url) {
        return url.group(3) != null ? Integer.parseInt(url.group(3)) : url.group(1).equals("https") ? 443 : 80;
    }

    private Destination at(String host, String region) {
        int port = options.upstream().getPort();
        return new Destination(host, port < 0 ? host : host + ':' + port, region);
    }
}
