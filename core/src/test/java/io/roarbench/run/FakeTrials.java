package io.roarbench.run;

import io.roarbench.measure.Sample;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.HashTrial;
import io.roarbench.plan.Trial;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;

/** Trials that take made-up times: md5 about 1 ms, sha256 about 2 ms. */
final class FakeTrials implements TrialFactory {

    private final SplittableRandom random = new SplittableRandom(1);
    private final Runnable beforeEach;
    private final boolean baselineMissing;
    private boolean diskFull;

    FakeTrials(Runnable beforeEach, boolean baselineMissing) {
        this.beforeEach = beforeEach;
        this.baselineMissing = baselineMissing;
    }

    /** The first trial cannot be got ready. */
    FakeTrials withFullDisk() {
        diskFull = true;
        return this;
    }

    @Override
    public PreparedTrial prepare(Trial trial) throws UnavailableException, IOException {
        boolean fast = ((HashTrial) trial).algorithm().equals("md5");
        if (fast && baselineMissing) {
            throw new UnavailableException("no md5 here");
        }
        if (diskFull) {
            diskFull = false;
            throw new IOException("No space left on device");
        }
        return new PreparedTrial() {
            @Override
            public Map<String, String> facts() {
                return Map.of("provider", "fake");
            }

            @Override
            public Map<String, String> setup() {
                return Map.of("providers", "all fake");
            }

            @Override
            public Sample measure() {
                beforeEach.run();
                return Sample.of((fast ? 1_000_000 : 2_000_000) + random.nextInt(20_000), Map.of("userNanos", 5.0));
            }
        };
    }
}
