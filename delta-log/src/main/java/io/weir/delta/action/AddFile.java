package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data file becomes part of the table.
 *
 * @param path RFC 2396-encoded, relative to the table, or absolute
 * @param partitionValues by physical column name, in the protocol's text form; a null value is a null
 * @param size bytes
 * @param modificationTime milliseconds since the epoch
 * @param dataChange false if the table's rows stay the same
 * @param stats statistics as a JSON text, see {@link FileStatistics}; an empty text is none
 */
public record AddFile(
        String path,
        Map<String, @Nullable String> partitionValues,
        long size,
        long modificationTime,
        boolean dataChange,
        @Nullable String stats,
        @Nullable Map<String, @Nullable String> tags,
        @Nullable DeletionVectorDescriptor deletionVector,
        @Nullable Long baseRowId,
        @Nullable Long defaultRowCommitVersion,
        @Nullable String clusteringProvider,
        UnknownFields unknown)
        implements Action, FileAction {

    public static final String KEY = "add";

    public AddFile {
        partitionValues = OrderedMaps.copy(partitionValues);
        tags = OrderedMaps.copyIfThere(tags);
        // Engines that are no JVM's take an empty text for JSON that breaks off, and read nothing of the table.
        stats = stats == null || stats.isEmpty() ? null : stats;
    }

    /** A new file whose rows are new to the table. */
    public static AddFile of(
            String path,
            Map<String, @Nullable String> partitionValues,
            long size,
            long modificationTime,
            @Nullable String stats) {
        return new AddFile(
                path,
                partitionValues,
                size,
                modificationTime,
                true,
                stats,
                null,
                null,
                null,
                null,
                null,
                UnknownFields.NONE);
    }

    static AddFile read(Fields fields) {
        return new AddFile(
                fields.string("path"),
                fields.stringMap("partitionValues"),
                fields.number("size"),
                fields.number("modificationTime"),
                fields.bool("dataChange"),
                fields.optionalString("stats"),
                fields.optionalStringMap("tags"),
                DeletionVectorDescriptor.read(fields.optionalObject("deletionVector")),
                fields.optionalNumber("baseRowId"),
                fields.optionalNumber("defaultRowCommitVersion"),
                fields.optionalString("clusteringProvider"),
                fields.unknown());
    }

    /** The remove that takes this file out again, at a time in milliseconds since the epoch. */
    public RemoveFile remove(long deletionTimestamp, boolean withDataChange) {
        return new RemoveFile(
                path,
                deletionTimestamp,
                withDataChange,
                true,
                partitionValues,
                size,
                stats,
                tags,
                deletionVector,
                baseRowId,
                defaultRowCommitVersion,
                UnknownFields.NONE);
    }

    /** The same file as one whose rows come to the table with it. */
    public AddFile withDataChange() {
        return new AddFile(
                path,
                partitionValues,
                size,
                modificationTime,
                true,
                stats,
                tags,
                deletionVector,
                baseRowId,
                defaultRowCommitVersion,
                clusteringProvider,
                unknown);
    }

    /** The same file with its first row's id, and the version of its rows that say no other. */
    public AddFile withRowIds(long first, @Nullable Long commitVersion) {
        return new AddFile(
                path,
                partitionValues,
                size,
                modificationTime,
                dataChange,
                stats,
                tags,
                deletionVector,
                first,
                commitVersion,
                clusteringProvider,
                unknown);
    }

    /** The same file as one whose rows were there before. */
    public AddFile withoutDataChange() {
        return new AddFile(
                path,
                partitionValues,
                size,
                modificationTime,
                false,
                stats,
                tags,
                deletionVector,
                baseRowId,
                defaultRowCommitVersion,
                clusteringProvider,
                unknown);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void writeFields(FieldWriter writer) {
        writer.string("path", path)
                .stringMap("partitionValues", partitionValues)
                .number("size", Long.valueOf(size))
                .number("modificationTime", Long.valueOf(modificationTime))
                .bool("dataChange", dataChange)
                .string("stats", stats)
                .stringMap("tags", tags)
                .object("deletionVector", deletionVector == null ? null : deletionVector::writeFields)
                .number("baseRowId", baseRowId)
                .number("defaultRowCommitVersion", defaultRowCommitVersion)
                .string("clusteringProvider", clusteringProvider)
                .unknown(unknown);
    }
}
