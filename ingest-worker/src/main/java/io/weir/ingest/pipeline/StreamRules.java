package io.weir.ingest.pipeline;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.deltasink.DeltaSink;
import io.weir.ingest.transform.TransformRefusedException;
import io.weir.ingest.transform.Windows;
import io.weir.support.problem.FieldProblem;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must be kept by what looks at more than one record at a time: dedupe, windows. */
final class StreamRules {

    private static final long LONGEST = 31L * 24 * 60 * 60 * 1_000;
    private static final long SHORTEST = 1_000;
    private static final int MOST_WINDOWS = 1_000;
    private static final int MOST_COLUMNS = 100;
    private static final int LONGEST_TABLE = 128;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private final List<FieldProblem> problems;

    StreamRules(List<FieldProblem> problems) {
        this.problems = problems;
    }

    /** Looks at columns once it is known which there are. */
    void check(PipelineDefinition definition) {
        DedupeOptions dedupe = definition.streams().dedupe();
        WindowOptions window = definition.streams().window();
        if (dedupe == null && window == null) {
            return;
        }
        String field = dedupe == null ? "window" : "dedupe";
        boolean sound = problems.isEmpty();
        if (dedupe != null && window != null) {
            add("window", "does not go with dedupe", "both", "one of them");
        }
        target(field, definition);
        StructType columns = sound ? columns(definition) : null;
        if (dedupe != null) {
            dedupe(dedupe, columns);
        }
        if (window != null) {
            window(window, definition, columns);
        }
    }

    /** What is remembered changes with the rows: of two targets one would be further than what is remembered. */
    private void target(String field, PipelineDefinition definition) {
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

    private @Nullable StructType columns(PipelineDefinition definition) {
        if (!MadeColumns.areKnown(definition)) {
            add("columns", "is missing", null, "the columns that records have, with their types");
            return null;
        }
        return MadeColumns.of(definition).columns();
    }

    private void dedupe(DedupeOptions dedupe, @Nullable StructType columns) {
        List<String> keys = Objects.requireNonNullElse(dedupe.keys(), List.of());
        if (keys.isEmpty() || keys.size() > MOST_COLUMNS) {
            add(
                    "dedupe.keys",
                    "are none or too many",
                    Integer.toString(keys.size()),
                    "1 to " + MOST_COLUMNS + " columns");
        }
        for (int index = 0; index < keys.size(); index++) {
            column("dedupe.keys[" + index + "]", keys.get(index), columns);
        }
        time("dedupe.time", dedupe.time(), columns);
        within("dedupe.horizonMillis", dedupe.horizonMillis(), SHORTEST, LONGEST);
        idle("dedupe.idleMillis", dedupe.idleMillis());
    }

    private void window(WindowOptions window, PipelineDefinition definition, @Nullable StructType columns) {
        int before = problems.size();
        WriteOptions write = definition.writing();
        if (!write.appends()) {
            add("window", "does not go with a mode that merges", String.valueOf(write.mode()), "write.mode APPEND");
        }
        time("window.time", window.time(), columns);
        span(window);
        idle("window.idleMillis", window.idleMillis());
        if (window.latenessMillis() != null) {
            within("window.latenessMillis", window.latenessMillis(), 0, LONGEST);
        }
        List<String> groups = Objects.requireNonNullElse(window.groupBy(), List.of());
        for (int index = 0; index < groups.size(); index++) {
            column("window.groupBy[" + index + "]", groups.get(index), columns);
        }
        aggregates(window, groups, columns);
        if (columns != null && problems.size() == before) {
            made(window, columns, definition.target());
        }
    }

    private void span(WindowOptions window) {
        if (window.gapMillis() != null) {
            within("window.gapMillis", window.gapMillis(), SHORTEST, LONGEST);
            if (window.sizeMillis() != null || window.slideMillis() != null) {
                add("window.gapMillis", "does not go with a size", "both", "gapMillis, or sizeMillis");
            }
            return;
        }
        within("window.sizeMillis", window.sizeMillis(), SHORTEST, LONGEST);
        if (window.slideMillis() != null && window.sizeMillis() != null) {
            long least = Math.max(SHORTEST, (window.sizeMillis() + MOST_WINDOWS - 1) / MOST_WINDOWS);
            within("window.slideMillis", window.slideMillis(), least, window.sizeMillis());
        }
    }

    private void idle(String field, @Nullable Long millis) {
        if (millis != null) {
            within(field, millis, SHORTEST, LONGEST);
        }
    }

    private void aggregates(WindowOptions window, List<String> groups, @Nullable StructType columns) {
        List<WindowOptions.DeclaredAggregate> aggregates = Objects.requireNonNullElse(window.aggregates(), List.of());
        if (aggregates.isEmpty() || aggregates.size() + groups.size() > MOST_COLUMNS) {
            add(
                    "window.aggregates",
                    "are none or too many",
                    Integer.toString(aggregates.size()),
                    "1 to " + MOST_COLUMNS);
        }
        Set<String> names = new HashSet<>(Set.of(Windows.START, Windows.END));
        groups.forEach(group -> names.add(String.valueOf(group).toLowerCase(Locale.ROOT)));
        for (int index = 0; index < aggregates.size(); index++) {
            String field = "window.aggregates[" + index + "]";
            WindowOptions.DeclaredAggregate each = aggregates.get(index);
            if (each == null
                    || each.name() == null
                    || !NAME.matcher(each.name()).matches()) {
                add(
                        field + ".name",
                        "is missing or cannot be a name",
                        each == null ? null : each.name(),
                        "1 to 63 letters, digits and '_'");
            } else if (!names.add(each.name().toLowerCase(Locale.ROOT))) {
                add(field + ".name", "is there twice, but for its case", each.name(), "a name of its own");
            }
            if (each == null || each.function() == null) {
                add(field + ".function", "is missing", null, "COUNT, COUNT_DISTINCT, SUM, MIN, MAX or AVG");
            } else if (each.column() != null || each.function() != Windows.Function.COUNT) {
                column(field + ".column", each.column(), columns);
            }
        }
    }

    private void made(WindowOptions window, StructType columns, @Nullable PipelineTarget target) {
        try {
            StructType made = window.toWindows().output(columns);
            if (target != null && target.delta() != null) {
                made.fields().forEach(this::ofDelta);
            }
        } catch (TransformRefusedException refused) {
            add("window.aggregates", refused.why(), refused.found(), "functions that the types of their columns have");
        } catch (SQLException broken) {
            throw new IllegalStateException("DuckDB could not be asked about a window", broken);
        }
    }

    /** Sums of whole numbers are of 128 bits; these become decimals. */
    private void ofDelta(String name, ValueType type) {
        if (!type.sql().equals("HUGEINT") && !TransformRules.isOfDelta(name, type)) {
            add(
                    "window",
                    "makes a column that Delta tables do not have",
                    name + " " + type.sql(),
                    TransformRules.OF_DELTA);
        }
    }

    private void time(String field, @Nullable String column, @Nullable StructType columns) {
        column(field, column, columns);
        if (column != null && columns != null && columns.fields().containsKey(column)) {
            String type = columns.fields().get(column).sql();
            if (!type.startsWith("TIMESTAMP")) {
                add(field, "is no time", column + " " + type, "a column of type TIMESTAMP, with time zone or without");
            }
        }
    }

    private void column(String field, @Nullable String column, @Nullable StructType columns) {
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

    private void within(String field, @Nullable Long value, long least, long most) {
        if (value == null || value < least || value > most) {
            add(
                    field,
                    value == null ? "is missing" : "is out of range",
                    value == null ? null : value.toString(),
                    least + " to " + most);
        }
    }

    private void add(String field, String message, @Nullable String found, String allowed) {
        problems.add(new FieldProblem(field, message, found, allowed));
    }
}
