package io.weir.ingest.relation.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.pipeline.AvroOptions;
import io.weir.ingest.pipeline.CsvOptions;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.ProtobufOptions;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.pipeline.RecordShape;
import io.weir.ingest.relation.KeptRelation;
import io.weir.ingest.relation.RelationDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a relation is changed; what is left open stays as it is.
 *
 * @param columns all of them; none has them all be inferred
 * @param properties new values by name; null takes a property away
 */
record UpdateRelationRequest(
        @Nullable RecordFormat format,
        @Nullable List<DeclaredColumn> columns,
        @Nullable CsvOptions csv,
        @Nullable AvroOptions avro,
        @Nullable ProtobufOptions protobuf,

        @Schema(description = "Of a view; it reads what it read before", maxLength = 10_000) @Nullable
        String query,

        @Nullable String comment,
        @Schema(example = "{\"team\": \"sales\"}") @Nullable Map<String, @Nullable String> properties) {

    RelationDefinition of(RelationDefinition before) {
        RelationDefinition asking = query == null ? before : before.asking(query);
        return asking.looking(before.shape().changed(new RecordShape(format, columns, csv, avro, protobuf)));
    }

    RelationNotes notes(KeptRelation before) {
        return new RelationNotes(before.comment(), before.properties()).changed(comment, properties);
    }
}
