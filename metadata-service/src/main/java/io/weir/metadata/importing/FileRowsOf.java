package io.weir.metadata.importing;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DeletionVectorDescriptor;
import io.weir.delta.action.FileStatistics;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.skipping.BoundsReader;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.commit.AddedFile;
import io.weir.metadata.commit.RemovedFile;
import org.jspecify.annotations.Nullable;

/** Files as other writers left them: what this service would not commit is kept here all the same. */
final class FileRowsOf {

    private FileRowsOf() {}

    static AddedFile added(AddFile add, BoundsReader bounds) {
        FileStatistics statistics = statistics(add);
        String partitionValues = DeltaJson.mapper().writeValueAsString(add.partitionValues());
        return new AddedFile(
                add.path(),
                vectorId(add.deletionVector()),
                add.size(),
                rows(add, statistics),
                add.dataChange(),
                partitionValues,
                body(add),
                bounds.read(add.partitionValues(), statistics));
    }

    static RemovedFile removed(RemoveFile remove, long timestamp) {
        Long deletedAt = remove.deletionTimestamp();
        return new RemovedFile(
                remove.path(),
                vectorId(remove.deletionVector()),
                deletedAt == null ? timestamp : deletedAt,
                body(remove));
    }

    /** What {@link KeptActions} lets pass has half of a surrogate pair in its statistics at most, or in its tags. */
    private static String body(Action file) {
        String body = ActionText.body(file);
        KeptActions.text(file.key(), body);
        return body;
    }

    private static @Nullable Long rows(AddFile add, FileStatistics statistics) {
        Long records = statistics.numRecords();
        DeletionVectorDescriptor vector = add.deletionVector();
        return records == null || vector == null ? records : Long.valueOf(records - vector.cardinality());
    }

    /** Statistics that cannot be read say nothing, and are passed on. */
    private static FileStatistics statistics(AddFile add) {
        try {
            return FileStatistics.parse(add.stats(), "add.stats");
        } catch (InvalidActionException unreadable) {
            return FileStatistics.parse(null, "add.stats");
        }
    }

    private static String vectorId(@Nullable DeletionVectorDescriptor vector) {
        return vector == null ? "" : vector.uniqueId();
    }
}
