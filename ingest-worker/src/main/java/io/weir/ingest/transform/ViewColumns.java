package io.weir.ingest.transform;

import io.weir.ingest.decode.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The columns of a view, and what it works them out by. Put where a query names them, the query is one over what the view reads; it is
 * looked at as if somebody had typed it.
 */
final class ViewColumns {

    /** Each use of a column is a copy of its expression, so views of views grow by multiplication. */
    private static final int MOST_NODES = 20_000;

    private final Sandbox sandbox;
    private final String alias;
    private final boolean asked;
    private final Map<String, JsonNode> expressions = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private int copied;

    private ViewColumns(Sandbox sandbox, String alias, boolean asked) {
        this.sandbox = sandbox;
        this.alias = SelectRules.fold(alias);
        this.asked = asked;
    }

    /**
     * Of a view, for a query.
     *
     * @param alias what the query calls the view
     * @param asked whether somebody asks for the query, rather than that it is kept
     */
    static ViewColumns of(Transform view, String alias, boolean asked, Sandbox sandbox)
            throws TransformRefusedException, SQLException {
        ViewColumns columns = new ViewColumns(sandbox, alias, asked);
        for (Transform.Item item : view.items()) {
            String name = SelectRules.fold(item.name());
            columns.expressions.put(name, columns.expression(item.expression()));
            columns.names.put(name, item.name());
        }
        return columns;
    }

    private JsonNode expression(String sql) throws TransformRefusedException, SQLException {
        return sandbox.parse("SELECT " + sql).at("/statements/0/node/select_list/0");
    }

    /** The columns that an item of the query makes, by their names: one, or those of a star. */
    Map<String, JsonNode> made(JsonNode item) throws TransformRefusedException, SQLException {
        if (item.path("class").stringValue("").equals("STAR")) {
            return star(item);
        }
        return Map.of(TransformReading.name(item), filled(item));
    }

    private Map<String, JsonNode> star(JsonNode star) throws TransformRefusedException, SQLException {
        if (asked) {
            SelectRules.requireKnown(star, alias, expressions.keySet());
        }
        List<String> excluded = SelectRules.excluded(star);
        Map<String, JsonNode> made = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> column : expressions.entrySet()) {
            if (!excluded.contains(column.getKey())) {
                made.put(name(column.getKey()), column.getValue());
            }
        }
        for (JsonNode replacement : star.path("replace_list")) {
            String replaced = SelectRules.fold(replacement.path("key").stringValue(""));
            if (expressions.containsKey(replaced)) {
                made.put(name(replaced), filled(replacement.path("value")));
            }
        }
        return made;
    }

    private String name(String folded) {
        return names.getOrDefault(folded, folded);
    }

    /** An expression of the view's columns as one of what the view reads. */
    JsonNode filled(JsonNode expression) throws TransformRefusedException, SQLException {
        return filled(expression, Set.of());
    }

    private JsonNode filled(JsonNode node, Set<String> inner) throws TransformRefusedException, SQLException {
        if (++copied > MOST_NODES) {
            throw new TransformRefusedException(
                    "becomes too much where views are put in", null, "at most " + MOST_NODES + " parts");
        }
        if (node instanceof ArrayNode array) {
            ArrayNode all = array.arrayNode();
            for (JsonNode element : array) {
                all.add(filled(element, inner));
            }
            return all;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        if (object.path("class").stringValue("").equals("LAMBDA")) {
            ObjectNode lambda = object.deepCopy();
            lambda.set("expr", filled(object.path("expr"), with(object.path("lhs"), inner)));
            return lambda;
        }
        return object.path("column_names").isArray() ? column(object, inner) : parts(object, inner);
    }

    private JsonNode parts(ObjectNode object, Set<String> inner) throws TransformRefusedException, SQLException {
        ObjectNode made = object.objectNode();
        for (Map.Entry<String, JsonNode> part : object.properties()) {
            made.set(part.getKey(), filled(part.getValue(), inner));
        }
        return made;
    }

    private static Set<String> with(JsonNode parameters, Set<String> inner) {
        Set<String> all = new HashSet<>(inner);
        all.addAll(BodyRules.names(parameters));
        return all;
    }

    private JsonNode column(ObjectNode reference, Set<String> inner) throws TransformRefusedException, SQLException {
        List<String> path = reference
                .path("column_names")
                .valueStream()
                .map(part -> part.stringValue(""))
                .toList();
        String first = SelectRules.fold(path.get(0));
        if (inner.contains(first)) {
            return reference;
        }
        boolean isQualified = !expressions.containsKey(first) && first.equals(alias) && path.size() > 1;
        int at = isQualified ? 1 : 0;
        JsonNode expression = expressions.get(SelectRules.fold(path.get(at)));
        if (expression == null) {
            String name = String.join(".", path);
            throw new TransformRefusedException(
                    "names " + name + ", which is no column of the view",
                    name,
                    String.join(", ", expressions.keySet()));
        }
        requireOtherNames(expression, inner);
        copied += expression.findValues("class").size();
        JsonNode value = bare(expression);
        for (String field : path.subList(at + 1, path.size())) {
            value = field(value, field);
        }
        return value;
    }

    /** Within a lambda of the query the name would mean the lambda's. */
    private static void requireOtherNames(JsonNode expression, Set<String> inner) throws TransformRefusedException {
        for (String name : BodyRules.names(expression)) {
            if (inner.contains(name)) {
                throw new TransformRefusedException(
                        "has a lambda whose parameter is called as what the view reads", name, "another name");
            }
        }
    }

    private static JsonNode bare(JsonNode expression) {
        ObjectNode copy = (ObjectNode) expression.deepCopy();
        copy.put("alias", "");
        return copy;
    }

    private JsonNode field(JsonNode value, String field) throws TransformRefusedException, SQLException {
        ObjectNode extract = (ObjectNode) expression("struct_extract(a, " + Sql.text(field) + ")");
        ((ArrayNode) extract.path("children")).set(0, value);
        return extract;
    }
}
