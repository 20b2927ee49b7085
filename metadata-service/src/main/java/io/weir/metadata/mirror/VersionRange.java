package io.weir.metadata.mirror;

import io.weir.support.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Versions from {@code first} to {@code last}, both included. */
public record VersionRange(long first, long last) {

    /** The most versions that one request looks at, and the latest that are meant where nothing is said. */
    public static final int MOST = 10_000;

    /**
     * The range that was asked for, within what is published: by default, the latest versions.
     *
     * @param oldest the first version that may be looked at
     */
    static VersionRange within(long oldest, long published, @Nullable Long from, @Nullable Long to) {
        String allowed = oldest + " to " + published;
        if (from != null && (from < 0 || from > published)) {
            throw ProblemException.invalid("fromVersion", "is no version that is published", from, allowed);
        }
        if (to != null && (to < (from == null ? oldest : from) || to > published)) {
            throw ProblemException.invalid("toVersion", "is no version that is published", to, allowed);
        }
        long last = to == null ? published : to;
        long first = from == null ? Math.max(oldest, last - MOST + 1) : from;
        return new VersionRange(first, last);
    }
}
