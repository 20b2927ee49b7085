package io.weir.ingest.pipeline;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.pool.ComputePool;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.SqlFunction;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline is to do. As asked for, until {@link PipelineRules} has looked at it and completed it.
 *
 * @param functions those that the transform calls, as they were when this was last looked at; nobody can ask for them
 */
@Schema(name = "CreatePipelineRequest")
public record PipelineDefinition(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String name,

        @Schema(example = "{\"store\": \"broker\", \"topic\": \"orders\"}") @Nullable
        PipelineSource source,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "{\"delta\": {\"table\": \"sales.orders\"}}")
        @Nullable
        PipelineTarget target,

        @Nullable RecordFormat format,

        @Schema(example = "[{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"name\", \"type\": \"VARCHAR\"}]")
        @Nullable
        List<DeclaredColumn> columns,

        @Nullable SchemaPolicy schema,
        @Nullable CsvOptions csv,
        @Nullable AvroOptions avro,
        @Nullable ProtobufOptions protobuf,
        @Nullable WriteOptions write,

        @Nullable @Schema(maxLength = 10_000, example = "SELECT id, upper(name) AS name FROM input WHERE id > 0")
        String transform,

        @Nullable
        @Schema(
                description =
                        "Instead of a source and a transform: a SELECT that names the relation which it reads, as in"
                                + " SELECT id, price FROM sales.orders WHERE price > 0",
                maxLength = 10_000)
        String query,

        @Nullable List<DeclaredExpectation> expectations,
        @Nullable BatchLimits batch,

        @Nullable
        @Schema(description = "The compute pool that it runs on; `default` unless said otherwise", example = "default")
        String pool,

        @Nullable @Schema(description = "Texts of whoever made it, by name; nothing here reads them")
        Map<String, String> properties,

        @Nullable @Schema(hidden = true) List<SqlFunction> functions,

        @JsonUnwrapped StreamOptions streams) {

    /** No columns are the same as none given: many clients have one word for both. */
    public PipelineDefinition {
        columns = columns == null || columns.isEmpty() ? null : columns;
        expectations = expectations == null || expectations.isEmpty() ? null : expectations;
        functions = functions == null || functions.isEmpty() ? null : functions;
        streams = streams == null ? StreamOptions.NONE : streams.settled();
    }

    /** The same with changes. */
    PipelineDefinition with(Consumer<DefinitionDraft> changes) {
        DefinitionDraft draft = new DefinitionDraft(this);
        changes.accept(draft);
        return draft.build();
    }

    /** The same of another source. */
    PipelineDefinition withSource(PipelineSource other) {
        return with(draft -> draft.source = other);
    }

    /** The same whose joined stream begins elsewhere. */
    PipelineDefinition withJoined(PipelineSource other) {
        return with(draft -> draft.streams = streams.joinedFrom(other));
    }

    /** One of a stream that is joined with this one's, as it would be written to the same target by itself. */
    PipelineDefinition joining(JoinedStream stream, StreamOptions streamed) {
        return with(draft -> {
            draft.source = stream.source();
            draft.shape = new RecordShape(
                    MadeColumns.format(stream.format()), stream.columns(), stream.csv(), stream.avro(), null);
            draft.schema = SchemaPolicy.EVOLVE;
            draft.write = WriteOptions.APPENDING;
            ofItself(draft, stream.transform(), streamed);
        });
    }

    /** The same with rows of another transform that go to another table. */
    PipelineDefinition branching(
            PipelineTarget otherTarget, WriteOptions otherWrite, @Nullable String otherTransform, StreamOptions other) {
        return with(draft -> {
            draft.target = otherTarget;
            draft.write = otherWrite;
            ofItself(draft, otherTransform, other);
        });
    }

    /** What belongs to the pipeline's own table, and to no other part of it. */
    private static void ofItself(DefinitionDraft draft, @Nullable String transform, StreamOptions streams) {
        draft.transform = transform;
        draft.query = null;
        draft.expectations = null;
        draft.properties = null;
        draft.streams = streams;
    }

    /** Its further tables, each as the pipeline that would write to it alone. */
    public List<PipelineDefinition> branches() {
        return streams.branched().stream().map(branch -> branch.of(this)).toList();
    }

    /** The stream that is joined with this one's, if one is. */
    Optional<PipelineDefinition> joined() {
        return Optional.ofNullable(streams.join())
                .filter(join -> join.with() != null)
                .map(join -> join.right(this));
    }

    /** The same with other copies of what it names: descriptors, and functions that its transform calls. */
    PipelineDefinition withCopies(@Nullable ProtobufOptions otherProtobuf, List<SqlFunction> otherFunctions) {
        return with(draft -> {
            draft.shape = new RecordShape(format, columns, csv, avro, otherProtobuf);
            draft.functions = otherFunctions;
        });
    }

    /** What would be said of places and records alone, for {@link PipelineParts}. */
    public static PipelineDefinition ofParts(
            @Nullable String name,
            @Nullable PipelineSource source,
            @Nullable PipelineTarget target,
            RecordShape shape) {
        DefinitionDraft draft = new DefinitionDraft();
        draft.name = name;
        draft.source = source;
        draft.target = target;
        draft.shape = shape;
        return draft.build();
    }

    /** How the records look that it reads. */
    public RecordShape shape() {
        return new RecordShape(format, columns, csv, avro, protobuf);
    }

    /** The same of the records that a relation stands for, as it says that they look. */
    public PipelineDefinition reading(String relation, String store, String topic, RecordShape shape) {
        PipelineSource of =
                Objects.requireNonNullElse(source, PipelineSource.UNSAID).of(relation, store, topic);
        return with(draft -> {
            draft.source = of;
            draft.shape = shape;
        });
    }

    /** The same that is asked for by a query; {@link NamedRelations} says what this comes to. */
    public PipelineDefinition asking(String otherQuery) {
        return asking(otherQuery, null);
    }

    private PipelineDefinition asking(@Nullable String otherQuery, @Nullable String otherTransform) {
        return with(draft -> {
            draft.query = otherQuery;
            draft.transform = otherTransform;
        });
    }

    /**
     * The same with what its query comes to.
     *
     * @param relation what the query reads, by its name
     * @param over the transform of the records, or null where they stay as they are
     */
    public PipelineDefinition querying(String relation, @Nullable String over) {
        PipelineSource read = Objects.requireNonNull(source);
        PipelineSource named =
                read.of(relation, Objects.requireNonNull(read.store()), Objects.requireNonNull(read.topic()));
        return withSource(named).asking(query, over);
    }

    /** What a transform reads, of one whose records are known. */
    public StructType input() {
        return MadeColumns.input(this);
    }

    /** What people wrote of expressions, line by line, if anything. */
    public @Nullable String written() {
        String written = Stream.concat(
                        Stream.ofNullable(query == null ? transform : query), streams.writtenTransforms().stream())
                .collect(Collectors.joining("\n"));
        return written.isEmpty() ? null : written;
    }

    /** What makes rows of its own table, and of the further ones. */
    List<String> transforms() {
        return Stream.concat(Stream.ofNullable(transform), streams.branchTransforms().stream())
                .toList();
    }

    /** All transforms in it, but for those that are asked for. */
    Set<String> kept(StreamOptions asked) {
        Set<String> kept = new HashSet<>(streams.writtenTransforms());
        if (transform != null) {
            kept.add(transform);
        }
        asked.writtenTransforms().forEach(kept::remove);
        return kept;
    }

    /** The same with rows that go elsewhere, and change it otherwise. */
    public PipelineDefinition writing(PipelineTarget otherTarget, @Nullable WriteOptions otherWrite) {
        return with(draft -> {
            draft.target = otherTarget;
            draft.write = otherWrite;
        });
    }

    /** The functions that its transform calls, as it is to call them. */
    List<SqlFunction> called() {
        return Objects.requireNonNullElse(functions, List.of());
    }

    /** The compute pool that it runs on. */
    public String poolName() {
        return Objects.requireNonNullElse(pool, ComputePool.DEFAULT);
    }

    /** Texts of whoever made it. */
    public Map<String, String> noted() {
        return Objects.requireNonNullElse(properties, Map.of());
    }

    /** What rows are expected to be. */
    List<DeclaredExpectation> expected() {
        return Objects.requireNonNullElse(expectations, List.of());
    }

    /** Whether a key that no column is there for makes a dead letter of its record. */
    boolean isStrict() {
        return schema == SchemaPolicy.STRICT;
    }

    /** How records change the table. */
    WriteOptions writing() {
        return Objects.requireNonNullElse(write, WriteOptions.APPENDING);
    }

    /** The columns whose types are not to be inferred; only after {@link PipelineRules} found nothing. */
    StructType declared() {
        Map<String, ValueType> types = new LinkedHashMap<>();
        if (columns != null) {
            columns.forEach(column -> types.put(
                    Objects.requireNonNull(column.name()), TypeNames.parse(Objects.requireNonNull(column.type()))));
        }
        return new StructType(types);
    }

    /**
     * Types that columns of the table are to have where these are narrower: those that are declared, of records that become rows as they
     * are. What tells rows apart is remembered beside the table, too, unless records only take the place of others.
     */
    StructType widening() {
        if (isStrict()
                || transform != null
                || streams().join() != null
                || streams().window() != null) {
            return StructType.EMPTY;
        }
        Set<String> free = new HashSet<>(declared().fields().keySet());
        if (writing().mayDelete()) {
            writing().required().forEach(free::remove);
        }
        streams().horizon().map(Horizon::required).ifPresent(free::removeAll);
        return declared().only(free);
    }

    /**
     * The definition with what was left open filled in; only after {@link PipelineRules} found nothing.
     *
     * @param group consumer group of those who name none
     * @param limits of batches, where none are named
     */
    PipelineDefinition complete(String group, BatchLimits limits) {
        RecordShape looks = shape().complete();
        return with(draft -> {
            draft.source = Objects.requireNonNull(source).complete(group);
            draft.shape = looks;
            draft.schema = Objects.requireNonNullElse(schema, SchemaPolicy.EVOLVE);
            draft.write = writing().complete(Objects.requireNonNull(looks.format()));
            draft.batch = batch == null ? limits : batch.or(limits);
            draft.pool = poolName();
        });
    }
}
