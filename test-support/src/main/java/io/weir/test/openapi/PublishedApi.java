package io.weir.test.openapi;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Operations of an OpenAPI document, called with what it allows and what it does not. No answer may be a failure of the server, other
 * than its own document says, or an error that is no problem document.
 */
public final class PublishedApi {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int UNAVAILABLE = 503;

    private final JsonNode document;
    private final SchemaCheck schemas;
    private final RandomCalls calls;

    /** @param seed the same calls for the same one */
    public PublishedApi(String document, long seed) {
        this.document = JSON.readTree(document);
        this.schemas = new SchemaCheck(this.document);
        this.calls = new RandomCalls(seed, schemas);
    }

    /** Makes a call; an empty body is none. */
    @FunctionalInterface
    public interface Sender {
        HttpResponse<String> send(String method, String target, String body) throws Exception;
    }

    /**
     * Calls operations, some times each, and says what was wrong with the answers.
     *
     * @param called whether an operation of an id is
     */
    public List<String> faults(Predicate<String> called, int times, Sender sender) throws Exception {
        List<String> faults = new ArrayList<>();
        for (var path : document.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                JsonNode operation = method.getValue();
                if (called.test(operation.path("operationId").asString(""))) {
                    for (int number = 0; number < times; number++) {
                        call(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation, sender, faults);
                    }
                }
            }
        }
        return faults;
    }

    private void call(String method, String path, JsonNode operation, Sender sender, List<String> faults)
            throws Exception {
        String target = calls.target(path, operation);
        String body = operation.has("requestBody") ? calls.body(operation) : "";
        HttpResponse<String> response = sender.send(method, target, body);
        for (String fault : faults(response, operation)) {
            faults.add(method + " " + target + " " + body + " -> " + response.statusCode() + ": " + fault);
        }
    }

    private List<String> faults(HttpResponse<String> response, JsonNode operation) {
        int status = response.statusCode();
        if (status >= 500 && status != UNAVAILABLE) {
            return List.of("the server failed: " + response.body());
        }
        if (status >= 400) {
            return problemFaults(response);
        }
        JsonNode schema = operation
                .path("responses")
                .path(String.valueOf(status))
                .path("content")
                .path("application/json")
                .path("schema");
        return response.body().isEmpty() || schema.isMissingNode()
                ? List.of()
                : read(response)
                        .map(body -> schemas.faults(body, schema))
                        .orElseGet(() -> List.of("no JSON: " + response.body()));
    }

    private static Optional<JsonNode> read(HttpResponse<String> response) {
        try {
            return Optional.of(JSON.readTree(response.body()));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static List<String> problemFaults(HttpResponse<String> response) {
        boolean problem = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/problem+json"))
                .isPresent();
        if (!problem) {
            return List.of("no problem document: " + response.body());
        }
        boolean whole = read(response)
                .filter(body -> body.path("status").asInt(0) == response.statusCode()
                        && !body.path("code").asString("").isEmpty()
                        && !body.path("requestId").asString("").isEmpty())
                .isPresent();
        boolean retry = response.statusCode() != UNAVAILABLE
                || response.headers().firstValue("Retry-After").isPresent();
        return whole && retry ? List.of() : List.of("incomplete problem: " + response.body());
    }
}
