package io.weir.ingest.pipeline;

import io.weir.ingest.transform.SqlFunction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A definition in the making. What nobody changes stays, so that whoever changes something names that alone. */
final class DefinitionDraft {

    @Nullable
    String name;

    @Nullable
    PipelineSource source;

    @Nullable
    PipelineTarget target;

    RecordShape shape = RecordShape.UNSAID;

    @Nullable
    SchemaPolicy schema;

    @Nullable
    WriteOptions write;

    @Nullable
    String transform;

    @Nullable
    String query;

    @Nullable
    List<DeclaredExpectation> expectations;

    @Nullable
    BatchLimits batch;

    @Nullable
    String pool;

    @Nullable
    Map<String, String> properties;

    @Nullable
    List<SqlFunction> functions;

    StreamOptions streams = StreamOptions.NONE;

    /** Of which nothing is said. */
    DefinitionDraft() {}

    /** Of which all is said as in another one. */
    DefinitionDraft(PipelineDefinition before) {
        name = before.name();
        source = before.source();
        target = before.target();
        shape = before.shape();
        schema = before.schema();
        write = before.write();
        transform = before.transform();
        query = before.query();
        expectations = before.expectations();
        batch = before.batch();
        pool = before.pool();
        properties = before.properties();
        functions = before.functions();
        streams = before.streams();
    }

    PipelineDefinition build() {
        return new PipelineDefinition(
                name,
                source,
                target,
                shape.format(),
                shape.columns(),
                schema,
                shape.csv(),
                shape.avro(),
                shape.protobuf(),
                write,
                transform,
                query,
                expectations,
                batch,
                pool,
                properties,
                functions,
                streams);
    }
}
