package io.weir.delta.log;

import java.util.List;

/**
 * A checkpoint whose files are all there, as far as their names tell.
 *
 * @param kind how it is laid out
 * @param names its files below the table's location: one, or every part of a multi-part one in order; sidecars, which
 *     only its content names, are left out
 */
public record CheckpointFiles(long version, Kind kind, List<String> names) {

    /** The layouts of checkpoints. */
    public enum Kind {
        CLASSIC,
        MULTI_PART,
        V2_PARQUET,
        V2_JSON
    }

    public CheckpointFiles {
        names = List.copyOf(names);
    }
}
