package io.weir.ingest.transform;

import io.weir.ingest.decode.RequiredColumns;

/**
 * What makes rows of a further table out of the records that a pipeline reads.
 *
 * @param table its name, for reasons that people read
 * @param required columns of the transform that are null in no row
 */
public record Branch(String table, Transform transform, RequiredColumns required) {

    /** What stands before the reason why a record cannot be a row there. */
    String prefix() {
        return prefix(table);
    }

    /** The same by the name of its table. */
    public static String prefix(String table) {
        return "branch " + table + ": ";
    }
}
