package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data file leaves the table; the line stays in checkpoints as a tombstone until it expires.
 *
 * @param path as it was added
 * @param deletionTimestamp milliseconds since the epoch
 * @param extendedFileMetadata true if partition values and size are there
 * @param size bytes
 */
public record RemoveFile(
        String path,
        @Nullable Long deletionTimestamp,
        boolean dataChange,
        @Nullable Boolean extendedFileMetadata,
        @Nullable Map<String, @Nullable String> partitionValues,
        @Nullable Long size,
        @Nullable String stats,
        @Nullable Map<String, @Nullable String> tags,
        @Nullable DeletionVectorDescriptor deletionVector,
        @Nullable Long baseRowId,
        @Nullable Long defaultRowCommitVersion,
        UnknownFields unknown)
        implements Action, FileAction {

    public static final String KEY = "remove";

    public RemoveFile {
        partitionValues = OrderedMaps.copyIfThere(partitionValues);
        tags = OrderedMaps.copyIfThere(tags);
    }

    static RemoveFile read(Fields fields) {
        return new RemoveFile(
                fields.string("path"),
                fields.optionalNumber("deletionTimestamp"),
                fields.bool("dataChange"),
                fields.optionalBool("extendedFileMetadata"),
                fields.optionalStringMap("partitionValues"),
                fields.optionalNumber("size"),
                fields.optionalString("stats"),
                fields.optionalStringMap("tags"),
                DeletionVectorDescriptor.read(fields.optionalObject("deletionVector")),
                fields.optionalNumber("baseRowId"),
                fields.optionalNumber("defaultRowCommitVersion"),
                fields.unknown());
    }

    /** As a checkpoint keeps it: no statistics, no tags, and no change of data. */
    public RemoveFile tombstone() {
        return new RemoveFile(
                path,
                deletionTimestamp,
                false,
                extendedFileMetadata,
                partitionValues,
                size,
                null,
                null,
                deletionVector,
                baseRowId,
                defaultRowCommitVersion,
                unknown);
    }

    /** Whether it leaves out what other engines want to know of a file that is gone. */
    public boolean isBare() {
        return partitionValues == null || size == null || !Boolean.TRUE.equals(extendedFileMetadata);
    }

    /** The same with what it {@linkplain #isBare leaves out}, as the file was added with it. */
    public RemoveFile completedFrom(AddFile added) {
        if (!isBare()) {
            return this;
        }
        return new RemoveFile(
                path,
                deletionTimestamp,
                dataChange,
                true,
                partitionValues == null ? added.partitionValues() : partitionValues,
                size == null ? (Long) added.size() : size,
                stats,
                tags == null ? added.tags() : tags,
                deletionVector,
                baseRowId,
                defaultRowCommitVersion,
                unknown);
    }

    /** The same with the row ids that the file was added with. */
    public RemoveFile withRowIds(@Nullable Long first, @Nullable Long commitVersion) {
        return new RemoveFile(
                path,
                deletionTimestamp,
                dataChange,
                extendedFileMetadata,
                partitionValues,
                size,
                stats,
                tags,
                deletionVector,
                first,
                commitVersion,
                unknown);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void writeFields(FieldWriter writer) {
        writer.string("path", path)
                .number("deletionTimestamp", deletionTimestamp)
                .bool("dataChange", dataChange)
                .bool("extendedFileMetadata", extendedFileMetadata)
                .stringMap("partitionValues", partitionValues)
                .number("size", size)
                .string("stats", stats)
                .stringMap("tags", tags)
                .object("deletionVector", deletionVector == null ? null : deletionVector::writeFields)
                .number("baseRowId", baseRowId)
                .number("defaultRowCommitVersion", defaultRowCommitVersion)
                .unknown(unknown);
    }
}
