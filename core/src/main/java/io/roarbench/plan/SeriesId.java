package io.roarbench.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names one series: all samples of one variant of one experiment. Written {@code experiment/variant}.
 *
 * @param experiment the experiment's id
 * @param variant the variant's name within it
 */
public record SeriesId(String experiment, String variant) {

    public SeriesId {
        Names.check("experiment", experiment);
        Names.check("variant", variant);
    }

    /** Reads {@code experiment/variant}. */
    @JsonCreator
    public static SeriesId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a series is named experiment/variant, not '" + text + "'");
        }
        return new SeriesId(text.substring(0, slash), text.substring(slash + 1));
    }

    @JsonValue
    @Override
    public String toString() {
        return experiment + "/" + variant;
    }
}
