package io.weir.metadata.table;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A table at its latest version: one row, whatever the length of its history.
 *
 * @param tableId key inside this database
 * @param uuid identity that survives a change of name; the {@code id} of the table's metadata
 * @param location what the files' paths are relative to: a folder, or {@code s3://bucket/prefix}
 * @param owner who made it, or was given it
 * @param version latest version, counted from 0
 * @param timestamp in-commit timestamp of that version, milliseconds since 1970
 * @param publishedVersion latest version in the mirror; -1 before the first
 * @param keptVersion the first version all of whose files are still there: those that only earlier ones need may be vacuumed
 * @param protocol the protocol action in force, as JSON
 * @param metadata the metadata action in force, as JSON
 * @param slots where in a file's bounds each column stands, as JSON
 */
public record TableHead(
        long tableId,
        UUID uuid,
        String name,
        String location,
        TableMode mode,
        String owner,
        Instant createdAt,
        long version,
        long timestamp,
        long publishedVersion,
        long keptVersion,
        String protocol,
        String metadata,
        String slots,
        Totals totals) {

    /** The head after a version that changes neither protocol nor metadata; {@code newSlots} only if they are new. */
    public TableHead advanced(long next, long nextTimestamp, @Nullable String newSlots, Totals after) {
        return new TableHead(
                tableId,
                uuid,
                name,
                location,
                mode,
                owner,
                createdAt,
                next,
                nextTimestamp,
                publishedVersion,
                keptVersion,
                protocol,
                metadata,
                newSlots == null ? slots : newSlots,
                after);
    }
}
