package io.weir.ingest.relation;

/** Kinds of relations. */
public enum RelationKind {
    /** Each record is a fact of its own. */
    STREAM,
    /** Each record is what there is of its key from then on. */
    CHANGELOG,
    /** Rows of a warehouse, of a Delta table, or of both. */
    TABLE,
    /** A query over another relation. */
    VIEW
}
