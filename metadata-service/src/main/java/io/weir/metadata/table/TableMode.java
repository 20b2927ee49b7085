package io.weir.metadata.table;

/** Who may write to a table beside this service. The table's protocol says so, to everybody. */
public enum TableMode {
    /** Plain Delta. Every engine reads the mirror. */
    MIRRORED,
    /** Plain Delta with a writer feature that makes foreign writers refuse. */
    GUARDED,
    /** The protocol's own way: commits go through the catalog. */
    CATALOG_MANAGED
}
