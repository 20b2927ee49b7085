package io.weir.delta.storage;

/** What became of an attempt to make an object that must not be there yet. */
public enum PutOutcome {
    CREATED,
    /** It was there with the same bytes: an attempt before this one succeeded. */
    EXISTS_EQUAL,
    /** It was there with other bytes, which were left alone. */
    EXISTS_DIFFERENT
}
