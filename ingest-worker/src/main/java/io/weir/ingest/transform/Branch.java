package io.weir.ingest.transform;

import java.util.List;

/**
 * What makes rows of a further table out of the records that a pipeline reads.
 *
 * @param table its name, for reasons that people read
 * @param required columns of the transform that are null in no row
 */
public record Branch(String table, Transform transform, List<String> required) {

    /** What stands before the reason why a record cannot be a row there. */
    String prefix() {
        return "branch " + table + ": ";
    }
}
