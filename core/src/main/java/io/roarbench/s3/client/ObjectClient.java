package io.roarbench.s3.client;

import java.io.IOException;

/**
 * Operations on objects of one bucket, carried out to their end and checked. Keys are of letters, digits, {@code /},
 * {@code -} and {@code .}. What is thrown says what went wrong; the next operation begins on a new connection then.
 */
public interface ObjectClient extends AutoCloseable {

    /**
     * GetObject.
     *
     * @throws IOException if the status is not 200, or length or bytes are not those expected
     */
    void get(String key, ExpectedBody expected, Progress progress) throws IOException;

    /**
     * PutObject; what is sent carries a checksum that the endpoint verifies.
     *
     * @throws IOException if the status is not 200
     */
    void put(String key, ObjectContent content) throws IOException;

    /**
     * A multipart upload whose parts are all alike, one part after the other; aborted if it fails.
     *
     * @param parts how many, 1 to 10000
     * @throws IOException if any answer is not a success
     */
    void putParts(String key, ObjectContent part, int parts) throws IOException;

    /** Which client, which settings: a clause for people. */
    String description();

    @Override
    void close();
}
