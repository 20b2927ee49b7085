package io.weir.ingest.decode;

/** What decoded rows say of the order in which their records were read. */
public enum RowOrder {
    /** Nothing: they are in any order. */
    ANY,

    /** {@link DecodedBatch#ORDINAL}, which counts them up. */
    READ,

    /** {@link DecodedBatch#ORDINAL}, by which their records are in {@link DecodedBatch#ACCEPTED}. Some five times as slow. */
    TRACED
}
