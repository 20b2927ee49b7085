package io.weir.ingest.decode;

/** What becomes of a key that no column is there for. */
public enum UnknownKeys {
    /** It becomes a column as it comes. */
    ADDED,
    /** It is left out. */
    DROPPED,
    /** Its record is rejected. */
    REFUSED
}
