package io.weir.ingest.relation;

import io.weir.ingest.pipeline.PipelineState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A relation as it is kept.
 *
 * @param feed what the pipeline does that was made with it, if one was
 * @param comment for its readers; may be empty
 * @param properties of whoever made it; nothing here reads them
 * @param revision another one after each change
 */
public record KeptRelation(
        RelationDefinition definition,
        @Nullable Feed feed,
        String comment,
        Map<String, String> properties,
        String owner,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    public KeptRelation {
        properties = Map.copyOf(properties);
    }

    /**
     * The pipeline that feeds a relation.
     *
     * @param query what it writes
     * @param runId of the run in hand, or of the last one
     * @param failure why it failed, if it did
     */
    public record Feed(
            String pipeline,
            @Nullable String query,
            PipelineState.Name state,
            @Nullable UUID runId,
            @Nullable String failure) {}

    /** Whether a pipeline of its name was made with it. */
    boolean isFed() {
        return feed != null;
    }

    public String name() {
        return Objects.requireNonNull(definition.name());
    }
}
