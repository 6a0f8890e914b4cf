package io.roarbench.proxy.signing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Derived keys by secret and scope. A key of yesterday is never used today, because the date is part of what it is found
 * by; the oldest of {@value #LIMIT} is dropped, so clients cannot fill memory with made-up regions.
 */
final class SigningKeys {

    private static final int LIMIT = 16;

    private record Id(String secret, CredentialScope scope) {
    }

    private final Map<Id, SigningKey> keys = new LinkedHashMap<>(LIMIT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, SigningKey> eldest) {
            return size() > LIMIT;
        }
    };
    private String lastSecret;
    private CredentialScope lastScope;
    private SigningKey last;

    SigningKey get(String secret, CredentialScope scope) {
        if (last == null || !scope.equals(lastScope) || !secret.equals(lastSecret)) {
            last = keys.computeIfAbsent(new Id(secret, scope), id -> SigningKey.derive(secret, scope));
            lastScope = scope;
            lastSecret = secret;
        }
        return last;
    }
}
