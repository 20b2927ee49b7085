package io.weir.ingest.pipeline;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline is to do from its next start on. What is left open stays as it is. What is there takes the place of
 * what was, as a whole: an empty list, text or object takes it away.
 *
 * @param name where it is given, the one that the pipeline has
 * @param source the same, but for its consumer group
 * @param target where it is given, the one that the pipeline has, but for the clustering and the compaction of its Delta table
 */
@Schema(name = "UpdatePipelineRequest")
public record PipelineChange(
        @Nullable String name,
        @Nullable PipelineSource source,
        @Nullable PipelineTarget target,
        @Nullable RecordFormat format,
        @Nullable List<DeclaredColumn> columns,
        @Nullable SchemaPolicy schema,
        @Nullable CsvOptions csv,
        @Nullable AvroOptions avro,
        @Nullable ProtobufOptions protobuf,
        @Nullable WriteOptions write,

        @Nullable @Schema(maxLength = 10_000, example = "SELECT id, upper(name) AS name FROM input WHERE id > 0")
        String transform,

        @Nullable @Schema(maxLength = 10_000) String query,

        @Nullable List<DeclaredExpectation> expectations,
        @Nullable BatchLimits batch,
        @Nullable String pool,
        @Nullable Map<String, String> properties,
        @JsonUnwrapped StreamOptions streams) {

    private static final WriteOptions NO_WRITE = new WriteOptions(null, null, null, null);

    public PipelineChange {
        streams = Objects.requireNonNullElse(streams, StreamOptions.NONE);
    }

    /** The definition with this change; nobody has looked whether it keeps the rules. */
    PipelineDefinition of(PipelineDefinition before) {
        return before.with(draft -> {
            draft.source = source(Objects.requireNonNull(before.source()));
            draft.target = Objects.requireNonNull(before.target()).laidOutAs(target);
            draft.shape = before.shape().changed(shape());
            draft.schema = schema == null ? before.schema() : schema;
            draft.write = without(NO_WRITE, write, before.write());
            draft.transform = without("", transform, query == null ? before.transform() : null);
            draft.query = without("", query, before.query());
            draft.expectations = expectations == null ? before.expectations() : expectations;
            draft.batch = batch == null ? before.batch() : batch;
            draft.pool = pool == null ? before.poolName() : pool;
            draft.properties = properties == null ? before.properties() : properties;
            draft.streams = before.streams().with(streams);
        });
    }

    private PipelineSource source(PipelineSource before) {
        String group = source == null ? null : source.consumerGroup();
        return new PipelineSource(
                before.store(),
                before.topic(),
                Objects.requireNonNullElse(group, Objects.requireNonNull(before.consumerGroup())),
                before.startPosition(),
                before.startSequences(),
                before.startOffsets(),
                before.startTime(),
                before.relation());
    }

    static <T> @Nullable T without(T nothing, @Nullable T after, @Nullable T before) {
        if (after == null) {
            return before;
        }
        return after.equals(nothing) ? null : after;
    }

    /** How records are to look, as far as it is said. */
    RecordShape shape() {
        return new RecordShape(format, columns, csv, avro, protobuf);
    }

    /** The transforms that stay as they were with this change: of who asks for something else, they are not asked for. */
    Set<String> kept(PipelineDefinition changed) {
        Set<String> kept = changed.kept(streams);
        if (transform != null || query != null) {
            kept.remove(changed.transform());
        }
        return kept;
    }

    /** What would have the pipeline be another one, or lose its place. */
    List<FieldProblem> misplaced(PipelineDefinition before) {
        List<FieldProblem> problems = new ArrayList<>();
        same("name", name, before.name(), "names what its targets keep of it", problems);
        if (target == null || !target.isSameAs(Objects.requireNonNull(before.target()))) {
            same("target", target, before.target(), "keeps its place, which another one does not have", problems);
        }
        versions("", Objects.requireNonNull(before.write()), of(before).writing(), problems);
        branchVersions(before.streams().branched(), streams.branched(), problems);
        PipelineSource kept = Objects.requireNonNull(before.source());
        if (source != null) {
            String place = "is where its place is counted";
            same("source.relation", source.relation(), kept.relation(), place, problems);
            same("source.store", source.store(), kept.store(), place, problems);
            same("source.topic", source.topic(), kept.topic(), place, problems);
            String begun = "is used no more; a reset says where to go on";
            same("source.startPosition", source.startPosition(), kept.startPosition(), begun, problems);
            same("source.startSequences", source.startSequences(), kept.startSequences(), begun, problems);
            same("source.startOffsets", source.startOffsets(), kept.startOffsets(), begun, problems);
            same("source.startTime", source.startTime(), kept.startTime(), begun, problems);
        }
        windowed(streams.window(), before.streams().window(), problems);
        joined(streams.join(), before.streams().join(), problems);
        return problems;
    }

    /** Records that wait were put into the windows that there were. */
    private static void windowed(
            @Nullable WindowOptions asked, @Nullable WindowOptions kept, List<FieldProblem> problems) {
        if (asked != null && kept != null && !asked.isSameBut(kept)) {
            problems.add(
                    new FieldProblem(
                            "window",
                            "cannot be changed: it says in which windows records wait",
                            "another one, or none",
                            "the same time, sizeMillis and slideMillis, or a gapMillis where there is one; else another pipeline"));
        }
    }

    /** What two streams are joined by is what rows that wait for a partner were kept for. */
    private static void joined(@Nullable JoinOptions asked, @Nullable JoinOptions kept, List<FieldProblem> problems) {
        if (asked == null) {
            return;
        }
        if (kept == null || !asked.isSameBut(kept)) {
            problems.add(
                    new FieldProblem(
                            "join",
                            "cannot be changed: it says what is read, and which rows wait for a partner",
                            kept == null ? "one" : "another one",
                            "the same with other columns, transform, latenessMillis, late or idleMillis; else another pipeline"));
        }
    }

    /** The same of a branch that goes on with its table. */
    private static void branchVersions(
            List<PipelineBranch> before, List<PipelineBranch> after, List<FieldProblem> problems) {
        for (int index = 0; index < after.size(); index++) {
            PipelineBranch asked = after.get(index);
            String prefix = "branches[" + index + "].";
            before.stream()
                    .filter(kept -> asked != null && Objects.equals(kept.target(), asked.target()))
                    .forEach(kept -> versions(prefix, kept.writing(), asked.writing(), problems));
        }
    }

    /** A query that reads other records than the one before. */
    static List<FieldProblem> elsewhere(PipelineSource before, @Nullable PipelineSource asked) {
        List<FieldProblem> problems = new ArrayList<>();
        if (asked != null) {
            String place = "reads other records than those where its place is counted";
            same("query", asked.store(), before.store(), place, problems);
            same("query", asked.topic(), before.topic(), place, problems);
        }
        return problems;
    }

    /** Rows have the validity that they were written with. */
    private static void versions(String prefix, WriteOptions before, WriteOptions after, List<FieldProblem> problems) {
        if (before.keepsVersions() || after.keepsVersions()) {
            String why = "is what the versions in the table are made by";
            same(prefix + "write.mode", after.mode(), before.mode(), why, problems);
            same(prefix + "write.keys", after.keyColumns(), before.keyColumns(), why, problems);
            same(prefix + "write.sequenceBy", after.sequenceBy(), before.sequenceBy(), why, problems);
        }
    }

    private static void same(
            String field, @Nullable Object asked, @Nullable Object kept, String why, List<FieldProblem> problems) {
        if (asked != null && !asked.equals(kept)) {
            problems.add(new FieldProblem(
                    field,
                    "cannot be changed: it " + why,
                    asked.toString(),
                    kept == null ? "nothing" : kept + ", or nothing; else another pipeline"));
        }
    }
}
