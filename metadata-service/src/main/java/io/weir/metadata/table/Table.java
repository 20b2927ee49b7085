package io.weir.metadata.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.delta.action.Metadata;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.action.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A table at its head, as the API shows it.
 *
 * @param owner who made it, or was given it
 * @param description what its maker says of it; absent where that is nothing
 * @param timestamp the head's in-commit timestamp
 * @param publishedVersion latest version in the mirror; -1 before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
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
        @Nullable String description,
        long files,
        long bytes,
        long rows,
        long publishedVersion,
        Instant createdAt)
        implements OfTable {

    @Override
    public UUID tableId() {
        return id;
    }

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
                metadata.description(),
                head.totals().files(),
                head.totals().bytes(),
                head.totals().rows(),
                head.publishedVersion(),
                head.createdAt());
    }
}
