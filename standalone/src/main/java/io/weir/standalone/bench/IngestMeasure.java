package io.weir.standalone.bench;

/** What {@code weir bench ingest} can measure. */
enum IngestMeasure {
    /** A full topic into a DuckDB table. */
    WAREHOUSE,
    /** A full topic into a Delta table. */
    DELTA,
    /** Changes of rows by their keys. */
    UPSERT,
    /** Two pipelines at once. */
    PAIR,
    /** How long until a record is a row that can be seen. */
    VISIBLE
}
