package io.weir.ingest.source;

/** A broker that knows when its records came, and some of them where they lie. */
@FunctionalInterface
public interface RecordIndex {

    /**
     * Sequence of the first record that came at a time or later; the partition's end if there is none.
     *
     * @param millis since 1970
     */
    long firstSince(Extent extent, long millis);

    /**
     * Sequence of the first record after the one that lies at an offset; the partition's end if that is its last.
     *
     * @param offset as the broker gives them, which says nothing of how many records are before it
     * @throws SourceException if nothing can be there, and of brokers that count records by their offsets
     */
    default long firstAfter(Extent extent, String offset) {
        throw new SourceException("offsets other than sequences are those of hubs; begin with SEQUENCE");
    }
}
