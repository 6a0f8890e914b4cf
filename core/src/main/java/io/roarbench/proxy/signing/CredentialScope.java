package io.roarbench.proxy.signing;

/**
 * Where and when a signing key is valid.
 *
 * @param date {@code yyyyMMdd}
 */
record CredentialScope(String date, String region, String service) {

    static final String TERMINATOR = "aws4_request";

    String text() {
        return date + '/' + region + '/' + service + '/' + TERMINATOR;
    }
}
