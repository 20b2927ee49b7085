package io.weir.metadata.importing;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DeletionVectorDescriptor;
import io.weir.delta.action.FileStatistics;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.json.DeltaJson;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.commit.AddedFile;
import io.weir.metadata.commit.RemovedFile;
import org.jspecify.annotations.Nullable;

/** Files as other writers left them: what this service would not commit is kept here all the same. */
final class FileRowsOf {

    private FileRowsOf() {}

    static AddedFile added(AddFile add) {
        String partitionValues = DeltaJson.mapper().writeValueAsString(add.partitionValues());
        if (add.path().indexOf('\0') >= 0 || partitionValues.contains("\\u0000")) {
            throw new InvalidActionException("add.path", "holds the character 0", add.path(), "any other character");
        }
        return new AddedFile(
                add.path(),
                vectorId(add.deletionVector()),
                add.size(),
                rows(add),
                add.dataChange(),
                partitionValues,
                ActionText.body(add));
    }

    static RemovedFile removed(RemoveFile remove, long timestamp) {
        Long deletedAt = remove.deletionTimestamp();
        return new RemovedFile(
                remove.path(),
                vectorId(remove.deletionVector()),
                deletedAt == null ? timestamp : deletedAt,
                ActionText.body(remove));
    }

    /** Statistics that cannot be read say nothing, and are passed on. */
    private static @Nullable Long rows(AddFile add) {
        try {
            Long records = FileStatistics.parse(add.stats(), "add.stats").numRecords();
            DeletionVectorDescriptor vector = add.deletionVector();
            return records == null || vector == null ? records : Long.valueOf(records - vector.cardinality());
        } catch (InvalidActionException unreadable) {
            return null;
        }
    }

    private static String vectorId(@Nullable DeletionVectorDescriptor vector) {
        return vector == null ? "" : vector.uniqueId();
    }
}
