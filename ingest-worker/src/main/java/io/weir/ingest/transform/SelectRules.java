package io.weir.ingest.transform;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a SELECT may be made of: a list of expressions, one table called input, and a WHERE. */
final class SelectRules {

    private static final String INPUT = "input";
    private static final String ALLOWED = "SELECT … FROM input WHERE …, and nothing else";
    private static final Set<String> PARTS =
            Set.of("type", "select_list", "from_table", "where_clause", "aggregate_handling");
    private static final Set<String> TABLE_PARTS = Set.of("type", "alias", "table_name", "query_location");

    private static final Set<String> NAMED_PARTS =
            Set.of("type", "alias", "table_name", "schema_name", "catalog_name", "query_location");

    private static final Map<String, String> WORDS = Map.of(
            "cte_map", "WITH",
            "group_expressions", "GROUP BY",
            "group_sets", "GROUP BY",
            "having", "HAVING",
            "sample", "SAMPLE",
            "qualify", "QUALIFY",
            "ORDER_MODIFIER", "ORDER BY",
            "LIMIT_MODIFIER", "LIMIT",
            "LIMIT_PERCENT_MODIFIER", "LIMIT",
            "DISTINCT_MODIFIER", "DISTINCT");

    private SelectRules() {}

    /** The SELECT over input that a parsed text is, if it is one of the kind that is allowed; its expressions are not looked at. */
    static JsonNode select(JsonNode parsed) throws TransformRefusedException {
        JsonNode select = statement(parsed);
        JsonNode table = select.path("from_table");
        table(table, TABLE_PARTS);
        String name = table.path("table_name").stringValue("");
        if (!name.equalsIgnoreCase(INPUT)) {
            throw new TransformRefusedException("reads something other than input", name, ALLOWED);
        }
        return select;
    }

    /** The same over a relation, which may be named with its schema and database. */
    static JsonNode named(JsonNode parsed) throws TransformRefusedException {
        JsonNode select = statement(parsed);
        table(select.path("from_table"), NAMED_PARTS);
        return select;
    }

    private static JsonNode statement(JsonNode parsed) throws TransformRefusedException {
        JsonNode statements = parsed.path("statements");
        if (statements.size() != 1) {
            throw new TransformRefusedException("is not one statement", statements.size() + " statements", ALLOWED);
        }
        JsonNode node = statements.path(0).path("node");
        if (!node.path("type").stringValue("").equals("SELECT_NODE")) {
            throw refused(kind(node));
        }
        for (Map.Entry<String, JsonNode> part : node.properties()) {
            if (part.getKey().equals("modifiers") && !part.getValue().isEmpty()) {
                throw refused(word(part.getValue().path(0).path("type").stringValue("")));
            }
            if (!PARTS.contains(part.getKey()) && !isEmpty(part.getKey(), part.getValue())) {
                throw refused(word(part.getKey()));
            }
        }
        if (!node.path("aggregate_handling").stringValue("").equals("STANDARD_HANDLING")) {
            throw refused("GROUP BY ALL");
        }
        return node;
    }

    private static boolean isEmpty(String part, JsonNode value) {
        return Syntax.isEmpty(part.equals("cte_map") ? value.path("map") : value);
    }

    private static void table(JsonNode table, Set<String> parts) throws TransformRefusedException {
        String type = table.path("type").stringValue("");
        if (!type.equals("BASE_TABLE")) {
            throw refused(type.equals("EMPTY_FROM") || type.equals("EMPTY") ? "no FROM input" : type + " in FROM");
        }
        String name = table.path("table_name").stringValue("");
        for (Map.Entry<String, JsonNode> part : table.properties()) {
            if (!parts.contains(part.getKey()) && !Syntax.isEmpty(part.getValue())) {
                throw new TransformRefusedException(
                        "reads a table by " + part.getKey().replace('_', ' '), name, ALLOWED);
            }
        }
    }

    /** What the table is called in the expressions. */
    static String relation(JsonNode select) {
        String alias = select.path("from_table").path("alias").stringValue("");
        return alias.isEmpty() ? INPUT : alias;
    }

    private static String kind(JsonNode node) {
        return switch (node.path("type").stringValue("")) {
            case "SET_OPERATION_NODE" -> "UNION, EXCEPT or INTERSECT";
            case "RECURSIVE_CTE_NODE", "CTE_NODE" -> "WITH";
            default -> "a statement of another kind";
        };
    }

    private static String word(String part) {
        return WORDS.getOrDefault(part, part.replace('_', ' ').toLowerCase(Locale.ROOT));
    }

    private static TransformRefusedException refused(String word) {
        return new TransformRefusedException(
                "has " + word + ", but each record is a row of its own, or none", word, ALLOWED);
    }

    /** A name as DuckDB compares names. */
    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * Refuses a star that leaves out, or replaces, what is not there: it would be there as it is, though somebody wants it otherwise.
     *
     * @param relation what is read, as the query calls it
     * @param columns names of what is read, folded
     */
    static void requireKnown(JsonNode star, String relation, Collection<String> columns)
            throws TransformRefusedException {
        String of = star.path("relation_name").stringValue("");
        if (!of.isEmpty() && !of.equalsIgnoreCase(relation)) {
            throw new TransformRefusedException("takes all of " + of + ", which is not read", of, relation);
        }
        for (String column : excluded(star)) {
            requireAmong(columns, column, "leaves out ");
        }
        for (JsonNode replacement : star.path("replace_list")) {
            requireAmong(columns, fold(replacement.path("key").stringValue("")), "replaces ");
        }
    }

    private static void requireAmong(Collection<String> columns, String column, String does)
            throws TransformRefusedException {
        if (!columns.contains(column)) {
            throw new TransformRefusedException(
                    does + column + ", which is no column", column, String.join(", ", columns));
        }
    }

    /** The columns that a star leaves out. */
    static List<String> excluded(JsonNode star) throws TransformRefusedException {
        if (!Syntax.isEmpty(star.path("columns"))
                || !Syntax.isEmpty(star.path("expr"))
                || !Syntax.isEmpty(star.path("unpacked"))
                || !Syntax.isEmpty(star.path("qualified_exclude_list"))) {
            throw new TransformRefusedException(
                    "has a star that is more than one", "COLUMNS", "*, * EXCLUDE (…), * REPLACE (… AS …)");
        }
        return star.path("exclude_list")
                .valueStream()
                .map(name -> fold(name.stringValue("")))
                .toList();
    }
}
