package io.weir.ingest.pipeline.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.pipeline.AvroOptions;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.CsvOptions;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.DeclaredExpectation;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.ProtobufOptions;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.pipeline.SchemaPolicy;
import io.weir.ingest.pipeline.StreamOptions;
import io.weir.ingest.pipeline.Waiting;
import io.weir.ingest.pipeline.WriteOptions;
import io.weir.ingest.transform.SqlFunction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as the API gives it.
 *
 * @param owner who made it, or was given it
 * @param functions those that the transform calls, as the pipeline calls them: as they were at its last start or change
 * @param waitingFor what it waits for before it is at work, if it was started and is not
 * @param runId the run it is in, or the last one
 * @param failure why it failed, if it did
 * @param resetAt when it was last had begin anew, if it was
 */
@Schema(name = "Pipeline")
record PipelineView(
        String name,
        PipelineState.Name state,
        String owner,
        PipelineSource source,
        PipelineTarget target,
        RecordFormat format,
        @Nullable List<DeclaredColumn> columns,
        SchemaPolicy schema,
        @Nullable CsvOptions csv,
        @Nullable AvroOptions avro,
        @Nullable ProtobufOptions protobuf,
        WriteOptions write,
        @Nullable String transform,
        @Nullable String query,
        List<SqlFunction> functions,
        @Nullable List<DeclaredExpectation> expectations,
        @JsonUnwrapped StreamOptions streams,
        BatchLimits batch,
        String pool,
        Map<String, String> properties,
        @Nullable Waiting waitingFor,
        @Nullable UUID runId,
        @Nullable String failure,
        @Nullable Instant resetAt,
        Instant createdAt,
        Instant updatedAt) {

    /** A first answer of before there were properties is given again with none. */
    PipelineView {
        properties = Objects.requireNonNullElse(properties, Map.of());
    }

    static PipelineView of(Pipeline pipeline) {
        return new PipelineView(
                pipeline.name(),
                pipeline.state().name(),
                pipeline.maker(),
                pipeline.source(),
                pipeline.target(),
                Objects.requireNonNull(pipeline.definition().format()),
                pipeline.definition().columns(),
                Objects.requireNonNullElse(pipeline.definition().schema(), SchemaPolicy.EVOLVE),
                pipeline.definition().csv(),
                pipeline.definition().avro(),
                pipeline.protobuf().map(ProtobufOptions::shown).orElse(null),
                pipeline.write(),
                pipeline.definition().transform(),
                pipeline.definition().query(),
                pipeline.functions(),
                pipeline.definition().expectations(),
                pipeline.definition().streams(),
                pipeline.batch(),
                pipeline.pool(),
                pipeline.definition().noted(),
                pipeline.placement().waiting().orElse(null),
                pipeline.state().runId(),
                pipeline.state() instanceof PipelineState.Failed failed ? failed.reason() : null,
                pipeline.generations().latest() == 0
                        ? null
                        : Instant.ofEpochMilli(pipeline.generations().latest()),
                pipeline.createdAt(),
                pipeline.updatedAt());
    }
}
