package io.weir.ingest.pipeline;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.deltasink.DeltaSink;
import io.weir.support.problem.FieldProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is the same in all fields of what looks at more than one record at a time. */
final class StreamFields {

    /** Milliseconds: a month of the longest. */
    static final long LONGEST = 31L * 24 * 60 * 60 * 1_000;

    static final long SHORTEST = 1_000;
    private static final int LONGEST_TABLE = 128;

    private final List<FieldProblem> problems;

    StreamFields(List<FieldProblem> problems) {
        this.problems = problems;
    }

    /** What is remembered changes with the rows: of two targets one would be further than what is remembered. */
    void target(String field, PipelineDefinition definition) {
        PipelineTarget target = definition.target();
        if (target == null || target.delta() == null) {
            return;
        }
        if (target.warehouse() != null) {
            add(
                    field,
                    "is not for two targets, which change one after the other",
                    "warehouse and delta",
                    "a warehouse or a Delta table alone");
        }
        String state = DeltaSink.memory(String.valueOf(target.delta().table()), String.valueOf(definition.name()));
        if (state.length() > LONGEST_TABLE) {
            add(
                    "target.delta.table",
                    "is too long together with the pipeline's name, for the table of what is remembered",
                    state,
                    "at most " + LONGEST_TABLE + " characters");
        }
    }

    /** The columns of rows, where they are known. */
    @Nullable
    StructType columns(String field, PipelineDefinition definition) {
        if (!MadeColumns.areKnown(definition)) {
            add(field, "is missing", null, "the columns that records have, with their types");
            return null;
        }
        return MadeColumns.of(definition).columns();
    }

    /** One that may be left out. */
    void idle(String field, @Nullable Long millis) {
        if (millis != null) {
            within(field, millis, SHORTEST, LONGEST);
        }
    }

    /** A column that says when a record happened. */
    void time(String field, @Nullable String column, @Nullable StructType columns) {
        column(field, column, columns);
        if (column != null && columns != null && columns.fields().containsKey(column)) {
            String type = columns.fields().get(column).sql();
            if (!type.startsWith("TIMESTAMP")) {
                add(field, "is no time", column + " " + type, "a column of type TIMESTAMP, with time zone or without");
            }
        }
    }

    /** A column of rows, if it is known which there are. */
    void column(String field, @Nullable String column, @Nullable StructType columns) {
        if (column == null || column.isBlank()) {
            add(field, "is missing", column, "the name of a column");
        } else if (columns != null && !columns.fields().containsKey(column)) {
            add(
                    field,
                    "is no column of the rows",
                    column,
                    String.join(", ", columns.fields().keySet()));
        }
    }

    /** One that must be there. */
    void within(String field, @Nullable Long value, long least, long most) {
        if (value == null || value < least || value > most) {
            add(
                    field,
                    value == null ? "is missing" : "is out of range",
                    value == null ? null : value.toString(),
                    least + " to " + most);
        }
    }

    void add(String field, String message, @Nullable String found, @Nullable String allowed) {
        problems.add(new FieldProblem(field, message, found, allowed));
    }
}
