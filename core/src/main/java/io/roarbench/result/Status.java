package io.roarbench.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a run did all that its plan asks for. */
public enum Status {
    /** Everything that can run here was measured. */
    @JsonProperty("complete")
    COMPLETE,
    /** It was interrupted; what was measured until then is in the result. */
    @JsonProperty("incomplete")
    INCOMPLETE
}
