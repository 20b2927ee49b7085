package io.weir.metadata.rowid;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.FileStatistics;
import org.jspecify.annotations.Nullable;

/** How many rows a file of the table has, deleted ones included; a log that was imported may not say, or say nonsense. */
final class KnownRows {

    private KnownRows() {}

    static @Nullable Long of(AddFile file) {
        try {
            return FileStatistics.parse(file.stats(), "add.stats").numRecords();
        } catch (InvalidActionException nonsense) {
            return null;
        }
    }
}
