package io.weir.ingest.relation;

import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.PipelineParts;
import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a relation's definition must keep. Finds everything that is wrong with it, not only the first. */
@Component
class RelationRules {

    /** Also the name of a pipeline, if one feeds it. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,100}$)([A-Za-z0-9][A-Za-z0-9_-]{0,62}\\.){0,2}[A-Za-z][A-Za-z0-9_]{0,62}");

    private static final String NAME_RULE = "'name', 'schema.name' or 'database.schema.name', at most 100 characters,"
            + " its own a letter and at most 62 letters, digits and '_'";
    private static final int MOST_KEYS = 32;
    private static final String MISSING = "is missing";
    private static final String KEYS = "primaryKey";

    private final PipelineParts parts;

    RelationRules(PipelineParts parts) {
        this.parts = parts;
    }

    List<FieldProblem> check(RelationDefinition definition) {
        List<FieldProblem> problems = new ArrayList<>();
        String name = definition.name();
        if (name == null || !NAME.matcher(name).matches()) {
            problems.add(new FieldProblem("name", "is missing or cannot be a name", name, NAME_RULE));
        }
        RelationKind kind = definition.kind();
        if (kind == null) {
            problems.add(new FieldProblem("kind", MISSING, null, "STREAM, CHANGELOG, TABLE or VIEW"));
        } else {
            place(definition, kind, problems);
            keys(definition, kind, problems);
        }
        // The name of a pipeline is looked at by other rules.
        parts.problems(definition.parts()).stream()
                .filter(problem -> !problem.field().equals("name"))
                .forEach(problems::add);
        return problems;
    }

    private static void place(RelationDefinition definition, RelationKind kind, List<FieldProblem> problems) {
        if (kind == RelationKind.VIEW) {
            view(definition, problems);
            return;
        }
        boolean isTable = kind == RelationKind.TABLE || definition.isFed() || definition.target() != null;
        if (isTable && definition.target() == null) {
            problems.add(new FieldProblem("target", MISSING, null, "warehouse, delta, or both"));
        }
        if (!isTable && definition.source() == null) {
            problems.add(new FieldProblem("source", MISSING, null, "a store and a topic"));
        }
        if (isTable) {
            rowsHave(definition, "rows, which have columns of their own", problems);
        }
        if (definition.target() != null && definition.target().relation() != null) {
            ofNoUse("target.relation", definition.target().relation(), "a relation itself", problems);
        }
    }

    private static void view(RelationDefinition definition, List<FieldProblem> problems) {
        if (definition.query() == null) {
            problems.add(new FieldProblem(
                    "query", MISSING, null, "as in SELECT id, price FROM sales.orders WHERE price > 0"));
        }
        rowsHave(definition, "a view", problems);
        ofNoUse("target", definition.target(), "a view", problems);
        ofNoUse(KEYS, definition.primaryKey(), "a view", problems);
    }

    private static void rowsHave(RelationDefinition definition, String what, List<FieldProblem> problems) {
        ofNoUse("source", definition.source(), what, problems);
        definition.shape().said().forEach(field -> ofNoUse(field, field, what, problems));
    }

    private static void ofNoUse(String field, @Nullable Object value, String of, List<FieldProblem> problems) {
        if (value != null) {
            problems.add(new FieldProblem(field, "is of no use with " + of, null, "nothing"));
        }
    }

    private static void keys(RelationDefinition definition, RelationKind kind, List<FieldProblem> problems) {
        List<String> keys = definition.keys();
        if (kind == RelationKind.CHANGELOG && keys.isEmpty()) {
            problems.add(new FieldProblem(KEYS, MISSING, null, "the columns that tell apart what records are about"));
        }
        if (kind == RelationKind.STREAM && !keys.isEmpty()) {
            problems.add(
                    new FieldProblem(KEYS, "is of no use with a stream", keys.toString(), "nothing, or a CHANGELOG"));
        }
        if (keys.size() > MOST_KEYS) {
            problems.add(new FieldProblem(
                    KEYS, "has too many columns", Integer.toString(keys.size()), "at most " + MOST_KEYS));
        }
        Set<String> known = columns(definition);
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < keys.size(); index++) {
            String key = keys.get(index);
            String field = KEYS + "[" + index + "]";
            if (key == null || key.isBlank() || !seen.add(key)) {
                problems.add(new FieldProblem(field, "is empty or there twice", key, "the name of a column"));
            } else if (!known.isEmpty() && !known.contains(key)) {
                problems.add(new FieldProblem(field, "is no column of it", key, String.join(", ", known)));
            }
        }
    }

    private static Set<String> columns(RelationDefinition definition) {
        Set<String> names = new java.util.LinkedHashSet<>();
        for (DeclaredColumn column :
                Objects.requireNonNullElse(definition.shape().columns(), List.<DeclaredColumn>of())) {
            if (column != null && column.name() != null) {
                names.add(column.name());
            }
        }
        return names;
    }
}
