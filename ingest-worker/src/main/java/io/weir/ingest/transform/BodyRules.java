package io.weir.ingest.transform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the body of a function must keep beside the rules of expressions, so that arguments can take its parameters' place. */
final class BodyRules {

    private BodyRules() {}

    static void check(JsonNode body, List<String> parameters) throws TransformRefusedException {
        for (String name : lambdaNames(body)) {
            if (parameters.contains(name)) {
                throw new TransformRefusedException(
                        "has a lambda whose parameter is one of the function", name, "another name");
            }
        }
        for (JsonNode reference : references(body)) {
            if (parameters.contains(first(reference))
                    && reference.path("column_names").size() > 1) {
                throw new TransformRefusedException(
                        "takes a field of a parameter by a dot",
                        first(reference),
                        "struct_extract(parameter, 'field')");
            }
        }
    }

    /** The names that lambdas in it have for their parameters. */
    static Set<String> lambdaNames(JsonNode expression) {
        Set<String> names = new HashSet<>();
        for (JsonNode lambda : expression.findValues("lhs")) {
            references(lambda).forEach(reference -> names.add(first(reference)));
        }
        return names;
    }

    /** What an expression names. */
    static Set<String> names(JsonNode expression) {
        Set<String> names = new HashSet<>();
        references(expression).forEach(reference -> names.add(first(reference)));
        return names;
    }

    private static List<JsonNode> references(JsonNode node) {
        List<JsonNode> found = new ArrayList<>();
        if (node.path("column_names").isArray()) {
            found.add(node);
        }
        node.forEach(child -> found.addAll(references(child)));
        return found;
    }

    private static String first(JsonNode reference) {
        return SelectRules.fold(reference.path("column_names").path(0).stringValue(""));
    }
}
