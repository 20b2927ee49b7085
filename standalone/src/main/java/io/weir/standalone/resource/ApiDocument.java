package io.weir.standalone.resource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The API document that the Java client was generated from. Commands are made of it, so that a new operation is one by itself. */
final class ApiDocument {

    private static final String OF_CLIENT = "/io/weir/client/openapi.json";
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();

    private ApiDocument(JsonNode document) {
        this.document = document;
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        operations.add(operation(method, path, operation));
                    }
                }));
    }

    /** Read once, when the first asks. */
    private static final class OfClient {
        private static final ApiDocument DOCUMENT = read();

        private static ApiDocument read() {
            try (InputStream document = Objects.requireNonNull(ApiDocument.class.getResourceAsStream(OF_CLIENT))) {
                return new ApiDocument(JsonMapper.shared().readTree(document));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    static ApiDocument ofClient() {
        return OfClient.DOCUMENT;
    }

    /** In the order of their paths. */
    List<Operation> operations() {
        return operations;
    }

    /**
     * The operation of an id.
     *
     * @throws NoSuchElementException where none has it
     */
    Operation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Operation operation(String method, String path, JsonNode operation) {
        List<Operation.Parameter> parameters = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            parameters.add(new Operation.Parameter(
                    parameter.path("name").asString(),
                    parameter.path("in").asString(),
                    parameter.path("required").asBoolean(false),
                    schema(parameter.path("schema"))));
        }
        return new Operation(
                operation.path("operationId").asString(),
                method.toUpperCase(Locale.ROOT),
                path,
                operation.path("summary").asString(""),
                operation.path("description").asString(""),
                parameters,
                schema(json(operation.path("requestBody")).path("schema")),
                json(operation.path("requestBody")).path("example"),
                schema(answer(operation.path("responses"))));
    }

    private static JsonNode answer(JsonNode responses) {
        for (String status : List.of("200", "201", "202")) {
            JsonNode schema = json(responses.path(status)).path("schema");
            if (!schema.isMissingNode()) {
                return schema;
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode json(JsonNode content) {
        return content.path("content").path("application/json");
    }

    private Schema schema(JsonNode definition) {
        return new Schema(this::resolve, definition);
    }

    private JsonNode resolve(JsonNode definition) {
        String reference = definition.path("$ref").asString("");
        return reference.isEmpty() ? definition : document.at(reference.substring(1));
    }
}
