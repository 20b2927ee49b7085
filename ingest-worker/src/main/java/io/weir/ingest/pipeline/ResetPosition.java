package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.pipeline.PipelineSource.StartPosition;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a pipeline is to begin anew.
 *
 * @param startPosition of all partitions; with SEQUENCE and OFFSET only of those that are named
 * @param startSequences with SEQUENCE: of the next record of each partition that is reset, a Kafka offset or a hub's
 *     sequence number; the other partitions stay where they are
 * @param startOffsets with OFFSET, of hubs alone: of the event of each partition that is reset after which it goes on; the
 *     other partitions stay where they are
 * @param startTime with TIME: the next record is the first one that the broker has since then, to the millisecond
 */
@Schema(name = "ResetPipelineRequest")
public record ResetPosition(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        StartPosition startPosition,

        @Nullable Map<Integer, Long> startSequences,
        @Nullable Map<Integer, String> startOffsets,
        @Nullable Instant startTime) {

    /** The source of a pipeline that begins there. */
    PipelineSource of(PipelineSource source) {
        return new PipelineSource(
                source.store(),
                source.topic(),
                source.consumerGroup(),
                startPosition,
                startSequences,
                startOffsets,
                startTime,
                source.relation());
    }
}
