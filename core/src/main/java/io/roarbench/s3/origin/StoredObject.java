package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.HeaderFields;

/**
 * @param etag           with its quotes
 * @param modifiedMillis since 1970, whole seconds as HTTP dates are
 * @param fields         what is sent back with it: content type, user metadata, checksum
 */
record StoredObject(String key, Blob blob, String etag, long modifiedMillis, HeaderFields fields) {
}
