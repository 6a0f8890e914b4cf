package io.roarbench.run;

import io.roarbench.s3.client.Progress;
import java.io.IOException;

/** One operation after the other on one warm connection. */
final class BackToBack implements RequestLoop {

    private final S3Work work;

    BackToBack(S3Work work) {
        this.work = work;
    }

    @Override
    public void run(long[] times) throws IOException {
        for (int i = 0; i < times.length; i++) {
            long begin = System.nanoTime();
            work.once(0, Progress.NONE);
            times[i] = System.nanoTime() - begin;
        }
    }

    @Override
    public void close() {
        // Nothing runs between trials.
    }
}
