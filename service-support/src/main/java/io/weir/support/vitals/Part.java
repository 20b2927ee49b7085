package io.weir.support.vitals;

/**
 * One of the things that a service needs to be well.
 *
 * @param detail what its level is for, in a sentence
 */
public record Part(Kind kind, Level level, String detail) {

    /** Which. */
    public enum Kind {
        DATABASE,
        POOL,
        PERFORMANCE,
        DEPENDENCIES
    }
}
