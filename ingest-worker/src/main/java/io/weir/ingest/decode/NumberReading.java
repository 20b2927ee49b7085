package io.weir.ingest.decode;

/** How whole numbers are read, since DuckDB's JSON reader would round {@code 1.5} to fit a {@code BIGINT} column. */
public enum NumberReading {
    /** Through {@code DOUBLE}, which is fast and exact up to 2^53. */
    FAST,
    /** Through text, which is exact for every {@code BIGINT}. */
    EXACT
}
