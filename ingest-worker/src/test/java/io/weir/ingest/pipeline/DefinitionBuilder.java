package io.weir.ingest.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A definition in which only that is said which a test is about. */
public final class DefinitionBuilder {

    private final String name;
    private @Nullable PipelineSource source;
    private @Nullable PipelineTarget target;
    private @Nullable RecordFormat format;
    private @Nullable List<DeclaredColumn> columns;
    private @Nullable SchemaPolicy schema;
    private @Nullable CsvOptions csv;
    private @Nullable WriteOptions write;
    private @Nullable String transform;
    private @Nullable List<DeclaredExpectation> expectations;
    private @Nullable BatchLimits batch;
    private @Nullable JoinOptions join;
    private @Nullable DedupeOptions dedupe;
    private @Nullable List<PipelineBranch> branches;

    private DefinitionBuilder(String name) {
        this.name = name;
    }

    public static DefinitionBuilder named(String name) {
        return new DefinitionBuilder(name);
    }

    public DefinitionBuilder from(@Nullable PipelineSource source) {
        this.source = source;
        return this;
    }

    public DefinitionBuilder into(@Nullable PipelineTarget target) {
        this.target = target;
        return this;
    }

    DefinitionBuilder format(@Nullable RecordFormat format) {
        this.format = format;
        return this;
    }

    public DefinitionBuilder columns(@Nullable List<DeclaredColumn> columns) {
        this.columns = columns;
        return this;
    }

    DefinitionBuilder schema(SchemaPolicy schema) {
        this.schema = schema;
        return this;
    }

    DefinitionBuilder csv(@Nullable CsvOptions csv) {
        this.csv = csv;
        return this;
    }

    DefinitionBuilder write(@Nullable WriteOptions write) {
        this.write = write;
        return this;
    }

    public DefinitionBuilder transform(@Nullable String transform) {
        this.transform = transform;
        return this;
    }

    public DefinitionBuilder expectations(List<DeclaredExpectation> expectations) {
        this.expectations = expectations;
        return this;
    }

    public DefinitionBuilder batch(BatchLimits batch) {
        this.batch = batch;
        return this;
    }

    public DefinitionBuilder join(JoinOptions join) {
        this.join = join;
        return this;
    }

    DefinitionBuilder dedupe(DedupeOptions dedupe) {
        this.dedupe = dedupe;
        return this;
    }

    public DefinitionBuilder branches(@Nullable List<PipelineBranch> branches) {
        this.branches = branches;
        return this;
    }

    public PipelineDefinition build() {
        return new PipelineDefinition(
                name,
                source,
                target,
                format,
                columns,
                schema,
                csv,
                null,
                null,
                write,
                transform,
                null,
                expectations,
                batch,
                null,
                null,
                null,
                new StreamOptions(null, dedupe, null, join, branches));
    }
}
