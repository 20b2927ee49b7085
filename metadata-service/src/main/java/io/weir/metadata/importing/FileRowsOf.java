package io.weir.metadata.importing;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DeletionVectorDescriptor;
import io.weir.delta.action.FileStatistics;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.skipping.BoundsReader;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.action.KeptTexts;
import io.weir.metadata.commit.AddedFile;
import io.weir.metadata.commit.RemovedFile;
import org.jspecify.annotations.Nullable;

/** Files as other writers left them: what this service would not commit is kept here all the same. */
final class FileRowsOf {

    private FileRowsOf() {}

    static AddedFile added(AddFile add, BoundsReader bounds) {
        FileStatistics statistics = statistics(add);
        String partitionValues = DeltaJson.mapper().writeValueAsString(add.partitionValues());
        requireKept("add.path", add.path());
        requireKept("add.deletionVector.pathOrInlineDv", vectorId(add.deletionVector()));
        add.partitionValues().forEach((column, value) -> requireKept("add.partitionValues." + column, value));
        return new AddedFile(
                add.path(),
                vectorId(add.deletionVector()),
                add.size(),
                rows(add, statistics),
                add.dataChange(),
                partitionValues,
                ActionText.body(add),
                bounds.read(add.partitionValues(), statistics));
    }

    static RemovedFile removed(RemoveFile remove, long timestamp) {
        requireKept("remove.path", remove.path());
        requireKept("remove.deletionVector.pathOrInlineDv", vectorId(remove.deletionVector()));
        Long deletedAt = remove.deletionTimestamp();
        return new RemovedFile(
                remove.path(),
                vectorId(remove.deletionVector()),
                deletedAt == null ? timestamp : deletedAt,
                ActionText.body(remove));
    }

    private static void requireKept(String field, @Nullable String text) {
        if (text != null && !KeptTexts.isKept(text)) {
            throw new InvalidActionException(
                    field, "holds a character that cannot be kept", text, "no U+0000 and no halves of surrogate pairs");
        }
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
