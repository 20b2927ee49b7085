package io.weir.ingest.source;

/** A broker that knows when its records came. */
@FunctionalInterface
public interface TimeIndex {

    /**
     * Sequence of the first record that came at a time or later; the partition's end if there is none.
     *
     * @param millis since 1970
     */
    long firstSince(Extent extent, long millis);
}
