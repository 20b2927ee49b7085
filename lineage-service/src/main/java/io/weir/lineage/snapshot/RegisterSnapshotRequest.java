package io.weir.lineage.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.lineage.openlineage.StorableTexts;
import io.weir.support.problem.ProblemException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Registers a snapshot.
 *
 * @param tableName any name; the same in every registration of the table
 * @param uri where the table lies; it also names the dataset in the graph
 * @param schema any object that describes the columns
 * @param jobName who made it
 * @param runId the run that made it; the table becomes an output of it
 * @param version the table's own number of it, which makes registering idempotent; 0 or more
 */
public record RegisterSnapshotRequest(
        @JsonProperty("table_name") String tableName,
        String uri,
        String format,
        @Schema(type = "object") @Nullable Map<String, Object> schema,
        @JsonProperty("job_name") @Nullable String jobName,
        @JsonProperty("run_id") @Nullable UUID runId,
        @Nullable Long version) {

    public RegisterSnapshotRequest {
        requireName("table_name", tableName);
        requireName("uri", uri);
        requireName("format", format);
        StorableTexts.require("job_name", jobName);
        if (version != null && version < 0) {
            throw ProblemException.invalid("version", "is out of range", version, "0 or more");
        }
    }

    private static void requireName(String field, @Nullable String text) {
        if (text != null && text.isBlank()) {
            throw ProblemException.invalid(field, "is empty", text, "any text with something in it");
        }
        StorableTexts.require(field, text);
    }
}
