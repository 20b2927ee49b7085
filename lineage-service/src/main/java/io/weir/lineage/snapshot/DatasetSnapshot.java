package io.weir.lineage.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One state of a table.
 *
 * @param tableId which of the tables that had the name one after the other, where it was told
 * @param uri where the table lies
 * @param format as in {@code delta}
 * @param schema the columns, in whatever form they were registered
 * @param version the table's own number of it, where it has one
 */
public record DatasetSnapshot(
        @JsonProperty("table_name") String tableName,
        @JsonProperty("table_id") @Nullable UUID tableId,
        @JsonProperty("snapshot_id") UUID snapshotId,
        String uri,
        String format,
        @Schema(type = "object") @Nullable Object schema,
        @Nullable Long version,
        @JsonProperty("job_name") @Nullable String jobName,
        @JsonProperty("run_id") @Nullable UUID runId,
        @JsonProperty("created_at") Instant createdAt) {}
