package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.avro.WriterSchema;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TranslatedFormat;
import io.weir.ingest.decode.UnreadableRecordException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the schemas of records in Avro are; each record has its own in it where nothing is said.
 *
 * @param schema the one that all records were written by, as JSON text
 * @param registry name of a store of kind SCHEMA_REGISTRY, by whose numbers records name their schemas
 * @param azureRegistry name of a store of kind AZURE_SCHEMA_REGISTRY, by whose ids the content types of records name them
 */
public record AvroOptions(
        @Nullable @Schema(maxLength = 100_000) String schema,

        @Nullable String registry,
        @Nullable String azureRegistry) {

    private static final AvroOptions IN_RECORDS = new AvroOptions(null, null, null);

    static AvroOptions of(PipelineDefinition definition) {
        return Objects.requireNonNullElse(definition.avro(), IN_RECORDS);
    }

    /** The schema of all records, if there is one; only after {@link FormatRules} found nothing. */
    public Optional<WriterSchema> written() {
        try {
            return schema == null ? Optional.empty() : Optional.of(read(schema));
        } catch (UnreadableRecordException broken) {
            throw new IllegalStateException("a schema that was looked at cannot be read", broken);
        }
    }

    static WriterSchema read(String schema) throws UnreadableRecordException {
        return WriterSchema.parse(schema, List.of(), "it");
    }

    /** A format that can say its columns, but has nobody yet to read records. */
    TranslatedFormat format(StructType declared) {
        StructType columns =
                written().map(known -> declared.evolve(known.columns())).orElse(declared);
        return new TranslatedFormat(columns, azureRegistry != null, Optional.empty());
    }
}
