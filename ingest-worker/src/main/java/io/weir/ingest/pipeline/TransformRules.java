package io.weir.ingest.pipeline;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.transform.Transform;
import io.weir.ingest.transform.TransformRefusedException;
import io.weir.support.problem.FieldProblem;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a transform must keep, and what is written of its rows. */
final class TransformRules {

    private static final String FIELD = "transform";

    /** Parquet's and Delta's own names for other types would not be the same when they are read back. */
    private static final Pattern NOT_OF_DELTA =
            Pattern.compile("\\b(TIME(?! ?STAMP| WITH)|UUID|HUGEINT|U[A-Z]*INT(EGER)?)\\b");

    /** What such a column may be. */
    static final String OF_DELTA =
            "a name without blanks or ,;{}()= and a type such as BIGINT, DOUBLE, DECIMAL, VARCHAR, DATE";

    private static final Pattern NAME_OF_DELTA = Pattern.compile("[^ ,;{}()\\n\\t=]+");

    private final List<FieldProblem> problems;
    private final Set<String> kept;

    /** @param kept transforms that nobody asks for: they go on as they did */
    TransformRules(List<FieldProblem> problems, Set<String> kept) {
        this.problems = problems;
        this.kept = kept;
    }

    /** Looks at a transform once the columns that it reads are known to be right. */
    void check(PipelineDefinition definition) {
        String sql = definition.transform();
        if (sql == null || !areColumnsSound(problems)) {
            return;
        }
        RecordFormat format = Objects.requireNonNullElse(definition.format(), RecordFormat.JSON);
        if (!MadeColumns.areKnown(definition)) {
            add("columns", "is missing", null, "the columns of input that the transform reads, with their types");
            return;
        }
        try {
            written(definition, format, read(sql, definition));
        } catch (TransformRefusedException refused) {
            add(definition.query() == null ? FIELD : "query", refused.why(), refused.found(), refused.allowed());
        } catch (SQLException broken) {
            throw new IllegalStateException("DuckDB could not be asked about a transform", broken);
        }
    }

    private Transform read(String sql, PipelineDefinition definition) throws TransformRefusedException, SQLException {
        StructType input = MadeColumns.input(definition);
        return kept.contains(sql)
                ? Transform.of(sql, input, definition.called())
                : Transform.asked(sql, input, definition.called());
    }

    /** Whether nothing is wrong with the columns that transforms read. */
    static boolean areColumnsSound(List<FieldProblem> problems) {
        return problems.stream()
                .map(FieldProblem::field)
                .noneMatch(field -> field.startsWith("columns")
                        || field.startsWith("avro")
                        || field.startsWith("protobuf")
                        || field.startsWith("references"));
    }

    private void written(PipelineDefinition definition, RecordFormat format, Transform transform) {
        StructType output = transform.output();
        String columns = String.join(", ", output.fields().keySet());
        WriteOptions write = definition.writing().complete(format);
        List<String> keys = write.keyColumns();
        for (int index = 0; index < keys.size(); index++) {
            made("write.keys[" + index + "]", keys.get(index), output, columns);
        }
        made("write.sequenceBy", write.sequenceBy(), output, columns);
        made("write.deletedBy", write.deletedBy(), output, columns);
        output.fields().keySet().stream()
                .filter(name -> write.reserved().stream().anyMatch(name::equalsIgnoreCase))
                .forEach(name -> add(FIELD, "makes a column that mode SCD2 writes itself", name, "another name"));
        PipelineTarget target = definition.target();
        if (target != null && target.delta() != null) {
            output.fields().forEach((name, type) -> {
                if (!isOfDelta(name, type)) {
                    add(FIELD, "makes a column that Delta tables do not have", name + " " + type.sql(), OF_DELTA);
                }
            });
        }
    }

    /** Whether a column that is made here can be one of a Delta table. */
    static boolean isOfDelta(String name, ValueType type) {
        return NAME_OF_DELTA.matcher(name).matches()
                && !NOT_OF_DELTA.matcher(type.sql()).find();
    }

    private void made(String field, @Nullable String column, StructType output, String columns) {
        if (column != null && !output.fields().containsKey(column)) {
            add(field, "is no column that the transform makes", column, columns);
        }
    }

    private void add(String field, String message, @Nullable String found, String allowed) {
        problems.add(new FieldProblem(field, message, found, allowed));
    }
}
