package io.weir.metadata.commit.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.weir.metadata.action.RawJson;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of lineage-service's {@code registerSnapshot}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SnapshotMessage(
        @JsonProperty("table_name") String table,
        String uri,
        String format,
        RawJson schema,
        @JsonProperty("job_name") @Nullable String jobName,
        @JsonProperty("run_id") @Nullable UUID runId,
        long version) {}
