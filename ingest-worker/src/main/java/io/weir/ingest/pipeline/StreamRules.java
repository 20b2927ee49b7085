package io.weir.ingest.pipeline;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
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

    private static final long LONGEST = StreamFields.LONGEST;
    private static final long SHORTEST = StreamFields.SHORTEST;
    private static final int MOST_WINDOWS = 1_000;
    private static final int MOST_COLUMNS = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private final List<FieldProblem> problems;
    private final StreamFields fields;

    StreamRules(List<FieldProblem> problems) {
        this.problems = problems;
        this.fields = new StreamFields(problems);
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
            fields.add("window", "does not go with dedupe", "both", "one of them");
        }
        fields.target(field, definition);
        StructType columns = sound ? fields.columns("columns", definition) : null;
        if (dedupe != null) {
            dedupe(dedupe, columns);
        }
        if (window != null) {
            window(window, definition, columns);
        }
    }

    private void dedupe(DedupeOptions dedupe, @Nullable StructType columns) {
        List<String> keys = Objects.requireNonNullElse(dedupe.keys(), List.of());
        if (keys.isEmpty() || keys.size() > MOST_COLUMNS) {
            fields.add(
                    "dedupe.keys",
                    "are none or too many",
                    Integer.toString(keys.size()),
                    "1 to " + MOST_COLUMNS + " columns");
        }
        for (int index = 0; index < keys.size(); index++) {
            fields.column("dedupe.keys[" + index + "]", keys.get(index), columns);
        }
        fields.time("dedupe.time", dedupe.time(), columns);
        fields.within("dedupe.horizonMillis", dedupe.horizonMillis(), SHORTEST, LONGEST);
        fields.idle("dedupe.idleMillis", dedupe.idleMillis());
    }

    private void window(WindowOptions window, PipelineDefinition definition, @Nullable StructType columns) {
        int before = problems.size();
        WriteOptions write = definition.writing();
        if (!write.appends()) {
            fields.add(
                    "window", "does not go with a mode that merges", String.valueOf(write.mode()), "write.mode APPEND");
        }
        fields.time("window.time", window.time(), columns);
        span(window);
        fields.idle("window.idleMillis", window.idleMillis());
        if (window.latenessMillis() != null) {
            fields.within("window.latenessMillis", window.latenessMillis(), 0, LONGEST);
        }
        List<String> groups = Objects.requireNonNullElse(window.groupBy(), List.of());
        groups(groups, columns);
        aggregates(window, groups, columns);
        if (columns != null && problems.size() == before) {
            made(window, columns, definition.target());
        }
    }

    private void groups(List<String> groups, @Nullable StructType columns) {
        Set<String> names = new HashSet<>(Set.of(Windows.START, Windows.END));
        for (int index = 0; index < groups.size(); index++) {
            String field = "window.groupBy[" + index + "]";
            String group = groups.get(index);
            fields.column(field, group, columns);
            if (group != null && !names.add(group.toLowerCase(Locale.ROOT))) {
                fields.add(field, "is there twice, or what the window itself makes", group, "another column");
            }
        }
    }

    private void span(WindowOptions window) {
        if (window.gapMillis() != null) {
            fields.within("window.gapMillis", window.gapMillis(), SHORTEST, LONGEST);
            if (window.sizeMillis() != null || window.slideMillis() != null) {
                fields.add("window.gapMillis", "does not go with a size", "both", "gapMillis, or sizeMillis");
            }
            return;
        }
        fields.within("window.sizeMillis", window.sizeMillis(), SHORTEST, LONGEST);
        if (window.slideMillis() != null && window.sizeMillis() != null) {
            long least = Math.max(SHORTEST, (window.sizeMillis() + MOST_WINDOWS - 1) / MOST_WINDOWS);
            fields.within("window.slideMillis", window.slideMillis(), least, window.sizeMillis());
        }
    }

    private void aggregates(WindowOptions window, List<String> groups, @Nullable StructType columns) {
        List<WindowOptions.DeclaredAggregate> aggregates = Objects.requireNonNullElse(window.aggregates(), List.of());
        if (aggregates.isEmpty() || aggregates.size() + groups.size() > MOST_COLUMNS) {
            fields.add(
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
                fields.add(
                        field + ".name",
                        "is missing or cannot be a name",
                        each == null ? null : each.name(),
                        "1 to 63 letters, digits and '_'");
            } else if (FormatRules.isWeirs(each.name())) {
                fields.add(field + ".name", FormatRules.WEIRS_OWN, each.name(), FormatRules.NOT_WEIRS);
            } else if (!names.add(each.name().toLowerCase(Locale.ROOT))) {
                fields.add(field + ".name", "is there twice, but for its case", each.name(), "a name of its own");
            }
            if (each == null || each.function() == null) {
                fields.add(field + ".function", "is missing", null, "COUNT, COUNT_DISTINCT, SUM, MIN, MAX or AVG");
            } else if (each.column() != null || each.function() != Windows.Function.COUNT) {
                fields.column(field + ".column", each.column(), columns);
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
            fields.add(
                    "window.aggregates",
                    refused.why(),
                    refused.found(),
                    "functions that the types of their columns have");
        } catch (SQLException broken) {
            throw new IllegalStateException("DuckDB could not be asked about a window", broken);
        }
    }

    /** Sums of whole numbers are of 128 bits; these become decimals. */
    private void ofDelta(String name, ValueType type) {
        if (!type.sql().equals("HUGEINT") && !TransformRules.isOfDelta(name, type)) {
            fields.add(
                    "window",
                    "makes a column that Delta tables do not have",
                    name + " " + type.sql(),
                    TransformRules.OF_DELTA);
        }
    }
}
