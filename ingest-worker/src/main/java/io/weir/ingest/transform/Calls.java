package io.weir.ingest.transform;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the bodies of functions where they are called. What comes out calls none of them any more, and is looked at, written and
 * run as if somebody had typed it.
 */
final class Calls {

    /** Each use of a parameter is a copy of its argument, so calls within calls grow by multiplication. */
    private static final int MOST_NODES = 20_000;

    private final Sandbox sandbox;
    private final Map<String, SqlFunction> functions = new HashMap<>();
    private final Map<String, JsonNode> bodies = new HashMap<>();
    private final Set<String> called = new TreeSet<>();
    private int copied;

    Calls(Sandbox sandbox, List<SqlFunction> functions) {
        this.sandbox = sandbox;
        functions.forEach(function -> this.functions.put(function.name(), function));
    }

    /** The names that DuckDB has for those of them that are methods of jars. */
    Set<String> registered() {
        Set<String> names = new TreeSet<>();
        for (SqlFunction function : functions.values()) {
            if (function.javaMethod() != null) {
                names.add(JavaFunctions.registered(function.name(), function.javaMethod()));
            }
        }
        return names;
    }

    /** Names of the functions that were called. */
    Set<String> called() {
        return called;
    }

    /** The same expression without calls of functions. */
    JsonNode inline(JsonNode node) throws TransformRefusedException, SQLException {
        if (functions.isEmpty()) {
            return node;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode all = array.arrayNode();
            for (JsonNode element : array) {
                all.add(inline(element));
            }
            return all;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode inner = object.objectNode();
        for (Map.Entry<String, JsonNode> part : object.properties()) {
            inner.set(part.getKey(), inline(part.getValue()));
        }
        SqlFunction function = function(inner);
        return function == null ? inner : body(function, inner);
    }

    private @Nullable SqlFunction function(JsonNode node) {
        boolean call = node.path("class").stringValue("").equals("FUNCTION")
                && Syntax.isEmpty(node.path("schema"))
                && Syntax.isEmpty(node.path("catalog"));
        // What was written for a view has the name that DuckDB had then; it means the function as it is now.
        return call
                ? functions.get(JavaFunctions.spoken(
                        SelectRules.fold(node.path("function_name").stringValue(""))))
                : null;
    }

    private JsonNode body(SqlFunction function, JsonNode call) throws TransformRefusedException, SQLException {
        called.add(function.name());
        List<JsonNode> arguments = arguments(function, call);
        JsonNode body = syntax(function);
        requireOtherNames(function, body, arguments);
        Map<String, JsonNode> values = new HashMap<>();
        for (int index = 0; index < arguments.size(); index++) {
            values.put(function.parameters().get(index), arguments.get(index));
        }
        ObjectNode made = (ObjectNode) filled(body, values);
        made.put("alias", call.path("alias").stringValue(""));
        return made;
    }

    private JsonNode syntax(SqlFunction function) throws TransformRefusedException, SQLException {
        JsonNode known = bodies.get(function.name());
        if (known == null) {
            known = function.syntax(sandbox);
            bodies.put(function.name(), known);
        }
        return known;
    }

    private static List<JsonNode> arguments(SqlFunction function, JsonNode call) throws TransformRefusedException {
        List<JsonNode> arguments = new ArrayList<>();
        call.path("children").forEach(arguments::add);
        boolean plain = Syntax.isEmpty(call.path("filter"))
                && Syntax.isEmpty(call.path("distinct"))
                && Syntax.isEmpty(call.path("order_bys").path("orders"))
                && arguments.stream().allMatch(argument -> Syntax.isEmpty(argument.path("alias")));
        if (!plain || arguments.size() != function.parameters().size()) {
            throw new TransformRefusedException(
                    "calls " + function.name() + " in another way than it is defined",
                    arguments.size() + " arguments",
                    function.name() + "(" + String.join(", ", function.parameters()) + ")");
        }
        return arguments;
    }

    /** Within a lambda of the body the name would mean the lambda's. */
    private static void requireOtherNames(SqlFunction function, JsonNode body, List<JsonNode> arguments)
            throws TransformRefusedException {
        Set<String> inner = BodyRules.lambdaNames(body);
        for (JsonNode argument : arguments) {
            for (String name : BodyRules.names(argument)) {
                if (inner.contains(name)) {
                    throw new TransformRefusedException(
                            "gives " + function.name() + " something called " + name
                                    + ", as a lambda in it calls its own",
                            name,
                            "another name in the lambda of one of them");
                }
            }
        }
    }

    /** The body with arguments instead of parameters. */
    private JsonNode filled(JsonNode node, Map<String, JsonNode> values) throws TransformRefusedException {
        if (++copied > MOST_NODES) {
            throw new TransformRefusedException(
                    "becomes too much where its functions are put in", null, "at most " + MOST_NODES + " parts");
        }
        if (node instanceof ArrayNode array) {
            ArrayNode all = array.arrayNode();
            for (JsonNode element : array) {
                all.add(filled(element, values));
            }
            return all;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        JsonNode value = object.path("column_names").size() == 1
                ? values.get(
                        SelectRules.fold(object.path("column_names").path(0).stringValue("")))
                : null;
        if (value != null) {
            return filled(value, Map.of());
        }
        ObjectNode inner = object.objectNode();
        for (Map.Entry<String, JsonNode> part : object.properties()) {
            inner.set(part.getKey(), filled(part.getValue(), values));
        }
        return inner;
    }
}
