package io.weir.metadata.table;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.delta.action.Metadata;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.action.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A table at its head, as the API shows it.
 *
 * @param owner who made it, or was given it
 * @param timestamp the head's in-commit timestamp
 * @param publishedVersion latest version in the mirror; -1 before the first
 */
public record Table(
        String name,
        UUID id,
        String location,
        TableMode mode,
        String owner,
        long version,
        Instant timestamp,
        @Schema(type = "object") RawJson schema,
        List<String> partitionColumns,
        Map<String, String> properties,
        long files,
        long bytes,
        long rows,
        long publishedVersion,
        Instant createdAt) {

    public static Table of(TableHead head) {
        return of(head, ActionText.metadata(head.metadata()));
    }

    /** The same where the head's metadata was read before. */
    public static Table of(TableHead head, Metadata metadata) {
        return new Table(
                head.name(),
                head.uuid(),
                head.location(),
                head.mode(),
                head.owner(),
                head.version(),
                Instant.ofEpochMilli(head.timestamp()),
                new RawJson(metadata.schemaString()),
                metadata.partitionColumns(),
                metadata.configuration(),
                head.totals().files(),
                head.totals().bytes(),
                head.totals().rows(),
                head.publishedVersion(),
                head.createdAt());
    }
}
