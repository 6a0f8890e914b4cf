package io.roarbench.tracer.event;

/** Whether an open with {@code O_CREAT} made the file. */
public enum Creation {
    /** It did. */
    YES,
    /** It was there before, or there was no {@code O_CREAT}. */
    NO,
    /** The backend can't know; the replay finds out from the file's time of birth and from what it saw before. */
    UNKNOWN
}
