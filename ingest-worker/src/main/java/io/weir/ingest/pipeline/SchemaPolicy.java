package io.weir.ingest.pipeline;

/** What becomes of a record with a key that no column is there for. */
public enum SchemaPolicy {
    /** The key becomes a column, in all tables. */
    EVOLVE,
    /** The record becomes a dead letter, which names the key; tables get the declared columns and no other. */
    STRICT
}
