package io.weir.ingest.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A definition in which only that is said which a test is about. */
public final class DefinitionBuilder {

    private final DefinitionDraft draft = new DefinitionDraft();
    private @Nullable RecordFormat format;
    private @Nullable List<DeclaredColumn> columns;
    private @Nullable CsvOptions csv;
    private @Nullable DedupeOptions dedupe;
    private @Nullable JoinOptions join;
    private @Nullable List<PipelineBranch> branches;

    private DefinitionBuilder(String name) {
        draft.name = name;
    }

    public static DefinitionBuilder named(String name) {
        return new DefinitionBuilder(name);
    }

    public DefinitionBuilder from(@Nullable PipelineSource source) {
        draft.source = source;
        return this;
    }

    public DefinitionBuilder into(@Nullable PipelineTarget target) {
        draft.target = target;
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
        draft.schema = schema;
        return this;
    }

    DefinitionBuilder csv(@Nullable CsvOptions csv) {
        this.csv = csv;
        return this;
    }

    DefinitionBuilder write(@Nullable WriteOptions write) {
        draft.write = write;
        return this;
    }

    public DefinitionBuilder transform(@Nullable String transform) {
        draft.transform = transform;
        return this;
    }

    public DefinitionBuilder expectations(List<DeclaredExpectation> expectations) {
        draft.expectations = expectations;
        return this;
    }

    public DefinitionBuilder batch(BatchLimits batch) {
        draft.batch = batch;
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
        draft.shape = new RecordShape(format, columns, csv, null, null);
        draft.streams = new StreamOptions(null, dedupe, null, join, branches);
        return draft.build();
    }
}
