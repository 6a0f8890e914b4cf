package io.roarbench.environment;

/** Yes, no, or not known. */
public enum Flag {
    /** It is so. */
    YES,
    /** It is not so. */
    NO,
    /** It could not be read. */
    UNKNOWN;

    static Flag of(boolean value) {
        return value ? YES : NO;
    }
}
