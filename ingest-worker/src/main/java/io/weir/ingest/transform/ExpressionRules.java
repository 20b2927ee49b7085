package io.weir.ingest.transform;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What an expression may be made of, as DuckDB's parser sees it. Only what is named here is let through: a kind of node
 * that is not, or a part of one, is refused, whatever it means.
 */
final class ExpressionRules {

    private static final int DEEPEST = 100;

    /** Of every node. */
    private static final Set<String> COMMON = Set.of("class", "type", "alias", "query_location");

    /** Parts that may say something, by the class of the node. */
    private static final Map<String, Set<String>> PARTS = Map.ofEntries(
            Map.entry("CONSTANT", Set.of("value")),
            Map.entry("COLUMN_REF", Set.of("column_names")),
            Map.entry("FUNCTION", Set.of("function_name", "schema", "children", "is_operator", "order_bys")),
            Map.entry("OPERATOR", Set.of("children")),
            Map.entry("COMPARISON", Set.of("left", "right")),
            Map.entry("CONJUNCTION", Set.of("children")),
            Map.entry("BETWEEN", Set.of("input", "lower", "upper")),
            Map.entry("CASE", Set.of("case_checks", "else_expr")),
            Map.entry("CAST", Set.of("child", "cast_type", "try_cast")),
            Map.entry("LAMBDA", Set.of("lhs", "expr")));

    private static final Set<String> OPERATORS = Set.of(
            "OPERATOR_NOT",
            "OPERATOR_IS_NULL",
            "OPERATOR_IS_NOT_NULL",
            "OPERATOR_COALESCE",
            "OPERATOR_NULLIF",
            "OPERATOR_TRY",
            "COMPARE_IN",
            "COMPARE_NOT_IN",
            "ARRAY_EXTRACT",
            "ARRAY_SLICE",
            "ARRAY_CONSTRUCTOR",
            "STRUCT_EXTRACT");

    private static final Map<String, String> REFUSED = Map.of(
            "SUBQUERY", "a query within it",
            "WINDOW", "a window function, which needs more than one record",
            "STAR", "a star within an expression",
            "PARAMETER", "a parameter",
            "POSITIONAL_REFERENCE", "a column by its position",
            "DEFAULT", "DEFAULT",
            "COLLATE", "a collation");

    private static final String EXPRESSIONS =
            "columns of input, constants, operators, CASE, CAST and functions of one row";

    private final Set<String> columns;
    private final Set<String> relations;
    private final Set<String> registered;
    private final String noun;

    /**
     * @param columns names of the columns that there are
     * @param relation what the table of them is called
     * @param registered functions that may be called beside those of DuckDB
     */
    ExpressionRules(Set<String> columns, String relation, Set<String> registered) {
        this(columns, Set.of(relation), registered, "column");
    }

    private ExpressionRules(Set<String> columns, Set<String> relations, Set<String> registered, String noun) {
        this.columns = lower(columns);
        this.relations = lower(relations);
        this.registered = registered;
        this.noun = noun;
    }

    /** Those of a function's body, which knows of no columns but of its parameters. */
    static ExpressionRules ofBody(List<String> parameters) {
        return new ExpressionRules(Set.copyOf(parameters), Set.of(), Set.of(), "parameter");
    }

    private static Set<String> lower(Set<String> names) {
        Set<String> lower = new TreeSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }

    void check(JsonNode expression) throws TransformRefusedException {
        check(expression, Set.of(), 0);
    }

    private void check(JsonNode node, Set<String> parameters, int depth) throws TransformRefusedException {
        String kind = node.path("class").stringValue("");
        Set<String> parts = PARTS.get(kind);
        if (depth > DEEPEST) {
            throw new TransformRefusedException("is nested too deeply", null, "at most " + DEEPEST + " levels");
        }
        if (parts == null) {
            throw new TransformRefusedException(
                    "has " + REFUSED.getOrDefault(kind, "a part of a kind that is not known"), kind, EXPRESSIONS);
        }
        requireNothingElse(node, kind, parts);
        switch (kind) {
            case "COLUMN_REF" -> column(node.path("column_names"), parameters);
            case "FUNCTION" -> function(node);
            case "OPERATOR" -> operator(node);
            case "CAST" -> type(node.path("cast_type"));
            case "LAMBDA" -> {
                check(node.path("expr"), with(node.path("lhs"), parameters), depth + 1);
                return;
            }
            default -> {}
        }
        for (JsonNode child : children(node)) {
            check(child, parameters, depth + 1);
        }
    }

    private static void requireNothingElse(JsonNode node, String kind, Set<String> parts)
            throws TransformRefusedException {
        for (Map.Entry<String, JsonNode> part : node.properties()) {
            if (!COMMON.contains(part.getKey()) && !parts.contains(part.getKey()) && !Syntax.isEmpty(part.getValue())) {
                throw new TransformRefusedException(
                        "has " + part.getKey().replace('_', ' ') + " where it is not allowed", kind, EXPRESSIONS);
            }
        }
    }

    private static List<JsonNode> children(JsonNode node) {
        List<JsonNode> children = new java.util.ArrayList<>();
        for (String part : List.of("child", "left", "right", "input", "lower", "upper", "else_expr")) {
            if (node.path(part).isObject()) {
                children.add(node.path(part));
            }
        }
        node.path("children").forEach(children::add);
        for (JsonNode check : node.path("case_checks")) {
            children.add(check.path("when_expr"));
            children.add(check.path("then_expr"));
        }
        return children;
    }

    /** What names of a reference may be: a column, or a column of the table, each with fields of it behind. */
    private void column(JsonNode names, Set<String> parameters) throws TransformRefusedException {
        String first = names.path(0).stringValue("").toLowerCase(Locale.ROOT);
        String second = names.path(1).stringValue("").toLowerCase(Locale.ROOT);
        if (columns.contains(first)
                || parameters.contains(first)
                || (relations.contains(first) && columns.contains(second))) {
            return;
        }
        String name = String.join(
                ".", names.valueStream().map(part -> part.stringValue("")).toList());
        if (names.size() == 1 && !AllowedFunctions.refusal(first).contains("not allowed")) {
            throw new TransformRefusedException(AllowedFunctions.refusal(name), name, EXPRESSIONS);
        }
        String known = columns.isEmpty() ? "none: there is no " + noun : String.join(", ", columns);
        throw new TransformRefusedException("names " + name + ", which is no " + noun, name, known);
    }

    private void function(JsonNode node) throws TransformRefusedException {
        String name = node.path("function_name").stringValue("");
        String schema = node.path("schema").stringValue("");
        // Where the parser knows what a piece of syntax calls it says so with its schema.
        boolean known = AllowedFunctions.contains(name) || registered.contains(name);
        if (!known || !(schema.isEmpty() || schema.equals("main"))) {
            throw new TransformRefusedException(AllowedFunctions.refusal(name), name, EXPRESSIONS);
        }
        if (!Syntax.isEmpty(node.path("order_bys").path("orders"))) {
            throw new TransformRefusedException("has ORDER BY within a function", name, EXPRESSIONS);
        }
    }

    private static void operator(JsonNode node) throws TransformRefusedException {
        String type = node.path("type").stringValue("");
        if (!OPERATORS.contains(type)) {
            throw new TransformRefusedException("has an operator that is not allowed", type, EXPRESSIONS);
        }
    }

    /** A type that a catalog would have to know may be anybody's; JSON is the only one that comes so. */
    private static void type(JsonNode type) throws TransformRefusedException {
        for (JsonNode known : type.findValues("id")) {
            if (known.stringValue("").equals("ENUM")) {
                throw new TransformRefusedException("casts to a type that is not allowed", "ENUM", EXPRESSIONS);
            }
        }
        for (JsonNode unbound : type.findParents("user_type_modifiers")) {
            String name = unbound.path("name").stringValue("");
            if (!name.equalsIgnoreCase("json")
                    || !Syntax.isEmpty(unbound.path("catalog"))
                    || !Syntax.isEmpty(unbound.path("schema"))
                    || !Syntax.isEmpty(unbound.path("user_type_modifiers"))) {
                throw new TransformRefusedException("casts to a type that is not known", name, "a type of DuckDB");
            }
        }
    }

    /** The parameters of a lambda are names within it. */
    private static Set<String> with(JsonNode lambda, Set<String> parameters) throws TransformRefusedException {
        Set<String> all = new HashSet<>(parameters);
        List<JsonNode> names = lambda.path("class").stringValue("").equals("COLUMN_REF")
                ? List.of(lambda)
                : lambda.path("children").valueStream().toList();
        for (JsonNode name : names) {
            if (!name.path("class").stringValue("").equals("COLUMN_REF")
                    || name.path("column_names").size() != 1) {
                throw new TransformRefusedException("has a lambda without plain parameters", null, "lambda x: x + 1");
            }
            all.add(name.path("column_names").path(0).stringValue("").toLowerCase(Locale.ROOT));
        }
        return all;
    }
}
