package io.roarbench.proxy;

/**
 * @param bucket  that the request is about; null if it is about none, and then no redirect is followed
 * @param to      where it goes
 * @param settled whether an answer from there has shown before that the bucket is there
 * @param telling whether success shows that the bucket is there: making or deleting one does not
 */
record Route(String bucket, Destination to, boolean settled, boolean telling) {

    Route elsewhere(Destination other) {
        return new Route(bucket, other, false, telling);
    }
}
