package io.weir.test.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What a published operation must say of itself. */
record DescribedOperations(JsonNode document, SchemaCheck schemas) {

    private static final String REFERENCE = "#/components/responses/";

    /** What one lacks, each with its name; empty where it is whole. */
    List<String> gaps(PublishedOperation operation) {
        List<String> gaps = new ArrayList<>();
        JsonNode node = operation.node();
        if (operation.id().isEmpty() || node.path("summary").asString("").isEmpty()) {
            gaps.add("no operationId or no summary");
        }
        problems(node, gaps);
        example("its request", node.path("requestBody"), gaps);
        node.path("responses").properties().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .forEach(answer -> example("its answer " + answer.getKey(), answer.getValue(), gaps));
        return gaps.stream().map(gap -> operation.name() + ": " + gap).toList();
    }

    /** What follows from the document itself, and that each answer with a problem has one of its own status to show. */
    private void problems(JsonNode operation, List<String> gaps) {
        JsonNode answers = operation.path("responses");
        for (String status : expected(operation)) {
            if (!answers.has(status)) {
                gaps.add("no answer " + status);
            }
        }
        answers.properties().stream()
                .filter(answer -> answer.getKey().matches("[45]\\d\\d"))
                .filter(answer -> !isProblem(answer))
                .forEach(answer -> gaps.add("no example of " + answer.getKey()));
    }

    private static Set<String> expected(JsonNode operation) {
        Set<String> expected = new TreeSet<>(Set.of("400", "429", "503"));
        if (!operation.has("security")) {
            expected.addAll(Set.of("401", "403"));
        }
        if (operation.has("requestBody")) {
            expected.addAll(Set.of("413", "415"));
        }
        operation.path("parameters").forEach(parameter -> {
            switch (parameter.path("name").asString("") + " in "
                    + parameter.path("in").asString("")) {
                case "If-Match in header" -> expected.add("412");
                case "Idempotency-Key in header" -> expected.addAll(Set.of("409", "422"));
                default -> {}
            }
            if (parameter.path("in").asString("").equals("path")) {
                expected.add("404");
            }
        });
        return expected;
    }

    private boolean isProblem(Map.Entry<String, JsonNode> answer) {
        String reference = answer.getValue().path("$ref").asString("");
        JsonNode examples = document.at(reference.isEmpty() ? "/none" : reference.substring(1))
                .at("/content/application~1problem+json/examples");
        return reference.startsWith(REFERENCE)
                && !examples.isEmpty()
                && examples.valueStream()
                        .allMatch(example ->
                                example.at("/value/status").asString("").equals(answer.getKey()));
    }

    private void example(String of, JsonNode body, List<String> gaps) {
        JsonNode json = body.path("content").path("application/json");
        if (json.isMissingNode()) {
            return;
        }
        JsonNode only = json.path("example");
        JsonNode example = only.isMissingNode()
                ? json.path("examples").valueStream().findFirst().orElse(only).path("value")
                : only;
        if (example.isMissingNode() || (example.isEmpty() && !isFree(json.path("schema")))) {
            gaps.add("no example of " + of);
        }
        schemas.faults(example, json.path("schema")).forEach(fault -> gaps.add("the example of " + of + ": " + fault));
    }

    /** Whether what is in it is the caller's. */
    private boolean isFree(JsonNode schema) {
        return schemas.resolve(schema).path("properties").isEmpty();
    }
}
