package io.weir.test.openapi;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Operations of an OpenAPI document, called with what it allows and what it does not. No answer may be a failure of the server, other
 * than its own document says (in status, media type or body), a problem that the document does not say of the operation, or an error
 * that is no problem document.
 */
public final class PublishedApi {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int UNAVAILABLE = 503;
    private static final int PROBLEM = 400;

    private final JsonNode document;
    private final SchemaCheck schemas;
    private final RandomCalls calls;
    private final DeclaredAnswers declared;
    private final DeclaredBodies bodies;

    /** @param seed the same calls for the same one */
    public PublishedApi(String document, long seed) {
        this.document = JSON.readTree(document);
        this.schemas = new SchemaCheck(this.document);
        this.calls = new RandomCalls(seed, schemas);
        this.declared = new DeclaredAnswers(schemas);
        this.bodies = new DeclaredBodies(schemas);
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
        for (PublishedOperation operation : PublishedOperation.of(document)) {
            if (called.test(operation.id())) {
                for (int number = 0; number < times; number++) {
                    call(operation, sender, faults);
                }
            }
        }
        return faults;
    }

    /** What operations lack that a published one must have: answers that are problems, examples, a name. */
    public List<String> gaps() {
        DescribedOperations described = new DescribedOperations(document, schemas);
        return PublishedOperation.of(document).stream()
                .flatMap(operation -> described.gaps(operation).stream())
                .toList();
    }

    /**
     * Calls operations with their examples, about things that are not there, and says which of them the server did not
     * understand. What is made by it is deleted.
     *
     * @param called whether an operation of an id is
     */
    public List<String> misunderstoodExamples(Predicate<String> called, Sender sender) throws Exception {
        List<String> faults = new ArrayList<>();
        for (PublishedOperation operation : PublishedOperation.of(document)) {
            JsonNode example = operation.example();
            if (!example.isMissingNode() && called.test(operation.id())) {
                HttpResponse<String> answer = sender.send(operation.method(), operation.nowhere(), example.toString());
                String location = answer.headers().firstValue("Location").orElse("");
                if (!location.isEmpty()) {
                    sender.send("DELETE", location, "");
                }
                if (answer.statusCode() < PROBLEM) {
                    bodies.faults(answer, operation.node())
                            .forEach(fault -> faults.add(operation.name() + ": " + fault));
                }
                if (isMisunderstood(answer)) {
                    faults.add(operation.name() + " " + example + " -> " + answer.statusCode() + ": " + answer.body());
                }
            }
        }
        return faults;
    }

    /** What is about a store, and what a store has, may not be there. */
    private static boolean isMisunderstood(HttpResponse<String> answer) {
        int status = answer.statusCode();
        boolean misses = status == 422 && answer.body().contains("\"code\":\"store-unknown\"");
        return status == 400 || status == 415 || (status == 422 && !misses) || status >= 500;
    }

    private void call(PublishedOperation operation, Sender sender, List<String> faults) throws Exception {
        String target = calls.target(operation.path(), operation.node());
        String body = operation.node().has("requestBody") ? calls.body(operation.node()) : "";
        HttpResponse<String> response = sender.send(operation.method(), target, body);
        for (String fault : faults(response, operation.node())) {
            faults.add(operation.method() + " " + target + " " + body + " -> " + response.statusCode() + ": " + fault);
        }
    }

    private List<String> faults(HttpResponse<String> response, JsonNode operation) {
        int status = response.statusCode();
        if (status >= 500 && status != UNAVAILABLE) {
            return List.of("the server failed: " + response.body());
        }
        if (status < PROBLEM) {
            return bodies.faults(response, operation);
        }
        List<String> faults = problemFaults(response);
        return faults.isEmpty() ? declared.faults(response, operation) : faults;
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
