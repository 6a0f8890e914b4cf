package io.roarbench.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which state of the page cache a trial is measured in; brought about and verified before each trial. */
public enum CacheState {
    /** Every page of the file is resident. */
    @JsonProperty("cached")
    CACHED,
    /** No page of the file is resident. */
    @JsonProperty("cold")
    COLD
}
