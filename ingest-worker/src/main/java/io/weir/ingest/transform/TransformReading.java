package io.weir.ingest.transform;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeGrammar;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes a transform out of a text. */
final class TransformReading {

    private static final String NAMED = "an expression with AS and a name that no other one has";

    /** The types that columns of tables have. */
    private static final TypeGrammar TYPES = new TypeGrammar(
            "BOOLEAN|U?TINYINT|U?SMALLINT|U?INTEGER|U?BIGINT|HUGEINT|FLOAT|DOUBLE|DECIMAL\\(\\d+,\\d+\\)"
                    + "|VARCHAR|BLOB|DATE|TIME|TIMESTAMP|TIMESTAMP WITH TIME ZONE|UUID");

    private final Sandbox sandbox;
    private final StructType input;
    private final Calls calls;
    private final boolean asked;
    private final List<Transform.Item> items = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** @param asked whether somebody asks for it, rather than that it is kept */
    TransformReading(Sandbox sandbox, StructType input, Calls calls, boolean asked) {
        this.sandbox = sandbox;
        this.input = input;
        this.calls = calls;
        this.asked = asked;
    }

    Transform read(String sql) throws SQLException, TransformRefusedException {
        JsonNode select = SelectRules.select(sandbox.parse(sql));
        String relation = SelectRules.relation(select);
        ExpressionRules rules = new ExpressionRules(input.fields().keySet(), relation, calls.registered());
        for (JsonNode item : calls.inline(select.path("select_list"))) {
            if (item.path("class").stringValue("").equals("STAR")) {
                star(item, relation, rules);
            } else {
                rules.check(item);
                add(name(item), item);
            }
        }
        String condition = condition(calls.inline(select.path("where_clause")), rules);
        Transform untyped = new Transform(
                relation, List.copyOf(items), condition, input, StructType.EMPTY, Set.copyOf(calls.called()));
        return new Transform(relation, untyped.items(), condition, input, output(untyped), untyped.calls());
    }

    private @Nullable String condition(JsonNode clause, ExpressionRules rules)
            throws SQLException, TransformRefusedException {
        if (Syntax.isEmpty(clause)) {
            return null;
        }
        rules.check(clause);
        return "(" + sandbox.text(clause) + ")";
    }

    private void star(JsonNode star, String relation, ExpressionRules rules)
            throws SQLException, TransformRefusedException {
        if (asked) {
            SelectRules.requireKnown(
                    star,
                    relation,
                    input.fields().keySet().stream().map(SelectRules::fold).toList());
        }
        List<String> excluded = SelectRules.excluded(star);
        Map<String, JsonNode> replaced = new HashMap<>();
        for (JsonNode replacement : star.path("replace_list")) {
            rules.check(replacement.path("value"));
            replaced.put(SelectRules.fold(replacement.path("key").stringValue("")), replacement.path("value"));
        }
        if (!Syntax.isEmpty(star.path("rename_list"))) {
            throw new TransformRefusedException("has RENAME", "RENAME", "column AS name");
        }
        for (String column : input.fields().keySet()) {
            JsonNode other = replaced.get(SelectRules.fold(column));
            if (other != null) {
                add(column, other);
            } else if (!excluded.contains(SelectRules.fold(column))) {
                add(new Transform.Item(column, Sql.name(column), true));
            }
        }
    }

    /** What a column is called that an item makes. */
    static String name(JsonNode item) throws TransformRefusedException {
        String alias = item.path("alias").stringValue("");
        if (!alias.isEmpty()) {
            return alias;
        }
        if (item.path("class").stringValue("").equals("COLUMN_REF")) {
            JsonNode parts = item.path("column_names");
            return parts.path(parts.size() - 1).stringValue("");
        }
        throw new TransformRefusedException(
                "has an expression without a name", item.path("class").stringValue(""), NAMED);
    }

    private void add(String name, JsonNode expression) throws SQLException, TransformRefusedException {
        boolean plain = expression.path("class").stringValue("").equals("COLUMN_REF")
                && expression.path("column_names").size() == 1;
        add(new Transform.Item(name, sandbox.text(expression), plain));
    }

    private void add(Transform.Item item) throws TransformRefusedException {
        if (!names.add(SelectRules.fold(item.name()))
                || SelectRules.fold(item.name()).startsWith(DecodedBatch.OWN)) {
            throw new TransformRefusedException("has a column twice, or one of Weir's own", item.name(), NAMED);
        }
        items.add(item);
    }

    private StructType output(Transform untyped) throws SQLException, TransformRefusedException {
        Map<String, String> types = new LinkedHashMap<>();
        input.fields().forEach((name, type) -> types.put(name, type.sql()));
        Map<String, ValueType> output = new LinkedHashMap<>();
        for (Map.Entry<String, String> column : sandbox.describe(untyped.select(Sandbox.empty(types), List.of()))
                .entrySet()) {
            output.put(column.getKey(), type(column.getKey(), column.getValue()));
        }
        return new StructType(output);
    }

    private static ValueType type(String column, String name) throws TransformRefusedException {
        if (!TYPES.isType(name)) {
            throw new TransformRefusedException(
                    "makes column " + column + " of type " + name + ", which tables do not have",
                    name,
                    "CAST(… AS VARCHAR) or another type");
        }
        return TypeNames.parse(name);
    }
}
