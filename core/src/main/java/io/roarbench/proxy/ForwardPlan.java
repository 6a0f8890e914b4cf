package io.roarbench.proxy;

import io.roarbench.proxy.lineage.CallTracker;
import io.roarbench.proxy.wire.HeaderFields;

/**
 * A request as it is to go up.
 *
 * @param body      what becomes of the client's body
 * @param chunked   whether the body goes up chunked by HTTP, its length not being known
 * @param repeatable whether it may be sent again on another connection: it changes nothing and has no body
 * @param tracker   null if nothing is recorded
 * @param bodiless  whether the request has no body
 * @param route     where it goes
 * @param asksFirst whether it goes up with {@code Expect: 100-continue}, so that a redirect comes before the body
 */
record ForwardPlan(String method, String target, HeaderFields fields, UploadBody body, boolean chunked,
        boolean repeatable, CallTracker tracker, boolean bodiless, Route route, boolean asksFirst) {

    /** The same, after its fields were signed for another place. */
    ForwardPlan to(Route other) {
        return new ForwardPlan(method, target, fields, body, chunked, repeatable, tracker, bodiless, other, false);
    }
}
