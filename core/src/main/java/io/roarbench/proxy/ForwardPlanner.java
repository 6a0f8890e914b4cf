package io.roarbench.proxy;

import io.roarbench.proxy.lineage.CallTracker;
import io.roarbench.proxy.lineage.S3Call;
import io.roarbench.proxy.signing.QueryText;
import io.roarbench.proxy.signing.RequestSigner;
import io.roarbench.proxy.signing.RequestVerifier;
import io.roarbench.proxy.signing.UriText;
import io.roarbench.proxy.signing.VerifiedRequest;
import io.roarbench.proxy.wire.BodyReader;
import io.roarbench.proxy.wire.Head;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Verifies a request and makes of it the one that goes up. One for each event loop. */
final class ForwardPlanner {

    private static final String VIRTUAL_HOST_BASE = ".localhost";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "POST", "DELETE");
    private static final Set<String> REPLACED = Set.of("host", "content-length", "expect", "authorization", "date",
            "x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "roar-session-id", "roar-job-id");

    private final ProxyOptions options;
    private final RequestVerifier verifier;
    private final RequestSigner signer;
    private final Map<String, RequestSigner> otherRegions = new HashMap<>();
    private final BucketRegions regions;
    private final BodyPlanner bodies;

    ForwardPlanner(ProxyOptions options, BucketRegions regions) {
        this.options = options;
        this.regions = regions;
        this.bodies = new BodyPlanner(options.uploads());
        this.verifier = new RequestVerifier(options.clients(), () -> System.currentTimeMillis() / 1000);
        this.signer = verifier.signer(options.region(), "s3");
    }

    ForwardPlan plan(Head.Request head, BodyReader body) throws S3Fault {
        return options.duty() == Duty.FULL ? signedAnew(head, body) : asItIs(head, body);
    }

    private ForwardPlan asItIs(Head.Request head, BodyReader body) {
        HeaderFields fields = new HeaderFields();
        String named = HopByHop.named(head.fields());
        for (int i = 0; i < head.fields().size(); i++) {
            String key = head.fields().key(i);
            if (!HopByHop.contains(key, named) && !key.equals("expect")) {
                fields.add(head.fields().name(i), key, head.fields().value(i));
            }
        }
        boolean chunked = body.length() < 0;
        if (chunked) {
            fields.add("Transfer-Encoding", "transfer-encoding", "chunked");
        }
        return new ForwardPlan(head.method(), head.target(), fields, UploadBody.plain(bytes -> { }), chunked,
                repeatable(head, body), null, body.complete(), new Route(null, regions.home(), true, false), false);
    }

    private static boolean repeatable(Head.Request head, BodyReader body) {
        return body.complete() && !head.method().equals("POST") && !head.method().equals("PUT");
    }

    private ForwardPlan signedAnew(Head.Request head, BodyReader body) throws S3Fault {
        String named = HopByHop.named(head.fields());
        HopByHop.requireHarmless(named);
        if (!METHODS.contains(head.method())) {
            throw new S3Fault(S3Error.MethodNotAllowed, "The specified method is not allowed against this resource.");
        }
        VerifiedRequest verified = verifier.verify(head.method(), head.path(), head.query(), head.fields());
        String bucketOfHost = bucketOfHost(head.fields().get("host"));
        S3Call call = S3Call.of(head, bucketOfHost);
        requireSupported(call, head.fields());
        CallTracker tracker = new CallTracker(call, options.lineage());
        OutboundBody outbound = bodies.plan(head, body, verified, tracker::in);
        Route route = route(head, call);
        HeaderFields fields = fields(head.fields(), named, route.to().authority());
        outbound.describe(fields);
        String path = bucketOfHost == null ? head.path() : '/' + UriText.encode(bucketOfHost, false) + head.path();
        String query = verified.presigned() ? withoutSignature(head.query()) : head.query();
        boolean asksFirst = !route.settled() && route.bucket() != null && !body.complete() && head.expectsContinue();
        if (asksFirst) {
            fields.add("Expect", "expect", "100-continue");
        }
        outbound.body().signWith(signer(route.to().region()).sign(options.credentials().get(), head.method(), path, query, fields,
                outbound.payload(), System.currentTimeMillis() / 1000));
        return new ForwardPlan(head.method(), query.isEmpty() ? path : path + '?' + query, fields, outbound.body(), false,
                repeatable(head, body), tracker, body.complete(), route, asksFirst);
    }

    private Route route(Head.Request head, S3Call call) {
        boolean reads = head.method().equals("GET") || head.method().equals("HEAD");
        return call.bucket().isEmpty() ? new Route(null, regions.home(), true, false)
                : regions.route(call.bucket(), reads || !call.key().isEmpty());
    }

    private RequestSigner signer(String region) {
        return region.equals(options.region()) ? signer
                : otherRegions.computeIfAbsent(region, other -> verifier.signer(other, "s3"));
    }

    /** The same request for another place; its body must not have been signed for the first. */
    ForwardPlan again(ForwardPlan plan, Destination to) {
        HeaderFields fields = plan.fields();
        fields.remove("expect");
        fields.remove("host");
        fields.add("Host", "host", to.authority());
        int mark = plan.target().indexOf('?');
        String path = mark < 0 ? plan.target() : plan.target().substring(0, mark);
        String query = mark < 0 ? "" : plan.target().substring(mark + 1);
        plan.body().signWith(signer(to.region()).sign(options.credentials().get(), plan.method(), path, query, fields,
                fields.get("x-amz-content-sha256"), System.currentTimeMillis() / 1000));
        return plan.to(plan.route().elsewhere(to));
    }

    private static String bucketOfHost(String hostField) {
        int colon = hostField.lastIndexOf(':');
        int dot = (colon < 0 ? hostField.length() : colon) - VIRTUAL_HOST_BASE.length();
        return dot > 0 && hostField.regionMatches(true, dot, VIRTUAL_HOST_BASE, 0, VIRTUAL_HOST_BASE.length())
                ? hostField.substring(0, dot).toLowerCase(Locale.ROOT) : null;
    }

    private static void requireSupported(S3Call call, HeaderFields fields) throws S3Fault {
        if (call.bucket().endsWith("--x-s3") || call.bucket().endsWith("--xa-s3") || call.bucket().startsWith("arn:")
                || fields.has("x-amz-s3session-token")) {
            throw new S3Fault(S3Error.NotImplemented, "Directory buckets, their sessions and access point ARNs are not "
                    + "supported by this proxy; name a general purpose bucket.");
        }
    }

    private static HeaderFields fields(HeaderFields client, String named, String host) {
        HeaderFields fields = new HeaderFields();
        fields.add("Host", "host", host);
        for (int i = 0; i < client.size(); i++) {
            String key = client.key(i);
            if (!REPLACED.contains(key) && !HopByHop.contains(key, named)) {
                fields.add(client.name(i), key, client.value(i));
            }
        }
        return fields;
    }

    private static String withoutSignature(String query) {
        return QueryText.without(QueryText.parse(query), name -> switch (name) {
            case "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
                    "X-Amz-Signature", "X-Amz-Security-Token", "X-Amz-Content-Sha256" -> true;
            default -> false;
        });
    }
}
