package io.weir.metadata.commit;

/** What a commit's schema, if it has one, is to the table, which decides what it must fit. */
enum SchemaChange {
    /** It follows the one before: files that stay must be readable by it. */
    EVOLUTION,
    /** No file of before stays, so that any new schema fits. */
    REPLACEMENT,
    /** The table had it once, with the files that come back: it is not new, whatever is asked of new ones by now. */
    RESTORATION
}
