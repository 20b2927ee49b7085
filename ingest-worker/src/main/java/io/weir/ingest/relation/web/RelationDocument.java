package io.weir.ingest.relation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.pipeline.AvroOptions;
import io.weir.ingest.pipeline.CsvOptions;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.ProtobufOptions;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.pipeline.RecordShape;
import io.weir.ingest.relation.KeptRelation;
import io.weir.ingest.relation.RecordPlace;
import io.weir.ingest.relation.RelationDefinition;
import io.weir.ingest.relation.RelationKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A relation as the API gives it. */
@Schema(name = "Relation")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RelationDocument(
        String name,
        RelationKind kind,
        @Nullable RecordPlace source,
        @Nullable RecordFormat format,
        @Nullable List<DeclaredColumn> columns,
        @Nullable CsvOptions csv,
        @Nullable AvroOptions avro,
        @Nullable ProtobufOptions protobuf,
        @Nullable PipelineTarget target,
        List<String> primaryKey,
        @Nullable String query,
        @Nullable RelationPipeline pipeline,
        String comment,
        String owner,
        Map<String, String> properties,
        Instant createdAt,
        Instant updatedAt) {

    static RelationDocument of(KeptRelation relation) {
        RelationDefinition definition = relation.definition();
        RecordShape shape = definition.shape();
        KeptRelation.Feed feed = relation.feed();
        return new RelationDocument(
                relation.name(),
                Objects.requireNonNull(definition.kind()),
                definition.source(),
                shape.format(),
                shape.columns(),
                shape.csv(),
                shape.avro(),
                shape.protobuf(),
                definition.target(),
                definition.keys(),
                feed == null ? definition.query() : feed.query(),
                feed == null ? null : RelationPipeline.of(feed),
                relation.comment(),
                relation.owner(),
                new TreeMap<>(relation.properties()),
                relation.createdAt(),
                relation.updatedAt());
    }
}
