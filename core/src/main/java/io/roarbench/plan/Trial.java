package io.roarbench.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What one trial does, as plain data; the runner builds the thing that does it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HashTrial.class, name = "hash"),
    @JsonSubTypes.Type(value = ReadTrial.class, name = "read"),
    @JsonSubTypes.Type(value = CommandTrial.class, name = "command"),
    @JsonSubTypes.Type(value = CoverageTrial.class, name = "coverage"),
    @JsonSubTypes.Type(value = S3Trial.class, name = "s3"),
})
public sealed interface Trial permits HashTrial, ReadTrial, CommandTrial, CoverageTrial, S3Trial {
}
