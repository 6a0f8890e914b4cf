package io.roarbench.s3.origin;

import java.io.IOException;
import java.util.function.Consumer;

/** Immutable bytes, shared by counting: copies of an object and parts of an upload hold the same ones. */
interface Blob {

    long size();

    /**
     * Hands out what a channel can write, without copying.
     *
     * @throws IOException if the bytes are gone or cannot be read
     */
    void write(long offset, long length, Consumer<Object> out) throws IOException;

    Blob retain();

    void release();
}
