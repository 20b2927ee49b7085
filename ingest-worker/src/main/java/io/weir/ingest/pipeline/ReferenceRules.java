package io.weir.ingest.pipeline;

import io.weir.ingest.decode.StructType;
import io.weir.support.problem.FieldProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What tables must keep that records are looked up in. */
final class ReferenceRules {

    private static final int MOST = 8;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final String NAME_RULE = "1 to 63 letters, digits and '_', unlike the columns";
    private static final Pattern TABLE =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,99}\\.)?[A-Za-z_][A-Za-z0-9_]{0,99}");

    private final List<FieldProblem> problems;

    ReferenceRules(List<FieldProblem> problems) {
        this.problems = problems;
    }

    void check(PipelineDefinition definition) {
        List<DeclaredReference> references = definition.streams().referenced();
        if (references.isEmpty()) {
            return;
        }
        if (references.size() > MOST) {
            add("references", "are too many", Integer.toString(references.size()), "at most " + MOST);
        }
        if (definition.transform() == null) {
            add("references", "are of no use without a transform", null, "nothing, or a transform that names them");
        }
        PipelineTarget target = definition.target();
        if (target != null && target.warehouse() == null && references.stream().anyMatch(ReferenceRules::isOfTarget)) {
            add(
                    "references",
                    "are tables of the target's warehouse unless they name a store, and there is none",
                    "delta",
                    "a target that is a warehouse, or stores");
        }
        StructType columns = problems.isEmpty() && MadeColumns.areKnown(definition)
                ? MadeColumns.format(definition).of(definition).columns()
                : null;
        Set<String> names = new HashSet<>();
        if (columns != null) {
            columns.fields().keySet().forEach(column -> names.add(column.toLowerCase(Locale.ROOT)));
        }
        for (int index = 0; index < references.size(); index++) {
            one("references[" + index + "]", references.get(index), names, columns);
        }
    }

    private static boolean isOfTarget(@Nullable DeclaredReference reference) {
        return reference == null || reference.store() == null;
    }

    private void one(
            String field, @Nullable DeclaredReference reference, Set<String> names, @Nullable StructType input) {
        String name = reference == null ? null : reference.name();
        if (name == null || !NAME.matcher(name).matches() || !names.add(name.toLowerCase(Locale.ROOT))) {
            add(field + ".name", "is missing, no name, or there twice", name, NAME_RULE);
        }
        if (name != null && FormatRules.isWeirs(name)) {
            add(field + ".name", FormatRules.WEIRS_OWN, name, FormatRules.NOT_WEIRS);
        }
        String table = reference == null ? null : reference.table();
        if (table == null
                || !TABLE.matcher(table).matches()
                || table.toLowerCase(Locale.ROOT).startsWith("weir.")) {
            add(
                    field + ".table",
                    "is missing, or no table of yours",
                    table,
                    "letters, digits and '_', with or without a schema");
        }
        Map<String, String> on = reference == null ? null : reference.on();
        if (on == null || on.isEmpty()) {
            add(
                    field + ".on",
                    "is missing",
                    null,
                    "columns of the table, and those of the records, as in {\"id\": \"customer\"}");
        } else if (input != null) {
            on.values().stream()
                    .filter(column -> !input.fields().containsKey(String.valueOf(column)))
                    .forEach(column -> add(
                            field + ".on",
                            "names a column that records do not have",
                            String.valueOf(column),
                            String.join(", ", input.fields().keySet())));
        }
        List<DeclaredColumn> columns = reference == null ? null : reference.columns();
        if (columns == null || columns.isEmpty()) {
            add(field + ".columns", "is missing", null, "the columns to be taken, with their types");
        } else {
            new FormatRules(problems).check(field + ".columns", columns);
        }
    }

    private void add(String field, String message, @Nullable String found, String allowed) {
        problems.add(new FieldProblem(field, message, found, allowed));
    }
}
