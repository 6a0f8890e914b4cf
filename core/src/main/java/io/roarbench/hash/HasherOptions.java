package io.roarbench.hash;

import io.roarbench.hash.spi.FileRequest;
import java.util.EnumSet;
import java.util.List;

/** What a {@link HasherBuilder} has gathered. */
record HasherOptions(List<Algorithm> algorithms, int threads, IoMode io, int bufferSize, ProgressListener progress,
                     Cancellation cancellation) {

    FileRequest request(int threadsOfFile) {
        return new FileRequest(EnumSet.copyOf(algorithms), threadsOfFile, io, progress, cancellation);
    }
}
