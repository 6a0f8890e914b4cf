package io.roarbench.run;

import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.S3Service;
import io.roarbench.plan.S3Trial;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Gets trials ready that carry out S3 operations. What they run against is started when first needed, and shared. */
final class S3Trials implements AutoCloseable {

    private final RunListener listener;
    private final BooleanSupplier cancelled;
    private final Map<S3Service, S3Site> sites = new LinkedHashMap<>();
    private final KeptAwake awake = new KeptAwake();

    S3Trials(RunListener listener, BooleanSupplier cancelled) {
        this.listener = listener;
        this.cancelled = cancelled;
    }

    PreparedTrial prepare(S3Trial trial) throws UnavailableException, IOException, InterruptedException {
        // Whatever the origin is to wait before it answers, it is the same one, and so are the proxies in front of it.
        S3Service service = trial.service().undelayed();
        S3Site site = sites.get(service);
        if (site == null) {
            site = S3Site.open(service, listener);
            sites.put(service, site);
        }
        try {
            return prepare(trial, S3Work.of(trial, site, awake));
        } catch (IOException e) {
            // A proxy that does not answer, or a bucket that may not be written to: the other variants can be measured.
            throw new UnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private PreparedTrial prepare(S3Trial trial, S3Work work) throws IOException, InterruptedException {
        try {
            return trial.window()
                    ? new PreparedStreams(trial, work, cancelled)
                    : PreparedRequests.warm(trial, work, cancelled);
        } catch (IOException | InterruptedException | RuntimeException e) {
            work.close();
            throw e;
        }
    }

    @Override
    public void close() {
        sites.values().forEach(S3Site::close);
        sites.clear();
        awake.close();
    }
}
