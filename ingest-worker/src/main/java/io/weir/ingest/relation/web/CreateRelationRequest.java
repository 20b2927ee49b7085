package io.weir.ingest.relation.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.pipeline.AvroOptions;
import io.weir.ingest.pipeline.CsvOptions;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.ProtobufOptions;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.pipeline.RecordShape;
import io.weir.ingest.relation.RecordPlace;
import io.weir.ingest.relation.RelationDefinition;
import io.weir.ingest.relation.RelationKind;
import io.weir.support.naming.TableName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a relation is created from. */
record CreateRelationRequest(
        @Schema(description = "With its schema, and with its database where that is not weir", example = "sales.orders")
        String name,

        RelationKind kind,

        @Schema(
                description = "Of a stream or changelog: where its records are",
                example = "{\"store\": \"broker\", \"topic\": \"orders\"}")
        @Nullable
        RecordPlace source,

        @Schema(description = "How the records look; JSON unless said otherwise") @Nullable
        RecordFormat format,

        @Schema(example = "[{\"name\": \"id\", \"type\": \"BIGINT\"}]") @Nullable
        List<DeclaredColumn> columns,

        @Nullable CsvOptions csv,
        @Nullable AvroOptions avro,
        @Nullable ProtobufOptions protobuf,

        @Schema(description = "Of a table: where its rows are") @Nullable
        PipelineTarget target,

        @Schema(description = "The columns that tell records or rows apart; of a changelog at least one") @Nullable
        List<String> primaryKey,

        @Schema(
                description =
                        "Of a view: what it is. Of a stream, changelog or table with a target: what a pipeline of its"
                                + " name is to write there, which is made with it",
                maxLength = 10_000)
        @Nullable
        String query,

        @Nullable String comment,
        @Nullable Map<String, @Nullable String> properties) {

    RelationDefinition definition() {
        return new RelationDefinition(
                TableName.canonical(name),
                kind,
                source,
                new RecordShape(format, columns, csv, avro, protobuf),
                target,
                primaryKey,
                query);
    }

    RelationNotes notes() {
        return RelationNotes.NONE.changed(comment, properties);
    }
}
