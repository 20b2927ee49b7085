package io.weir.ingest.relation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.relation.KeptRelation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline that feeds a relation.
 *
 * @param runId of the run in hand, or of the last one
 * @param failure why it failed, if it did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RelationPipeline(
        String name,
        PipelineState.Name state,
        @Nullable UUID runId,
        @Nullable String failure) {

    static RelationPipeline of(KeptRelation.Feed feed) {
        return new RelationPipeline(feed.pipeline(), feed.state(), feed.runId(), feed.failure());
    }
}
