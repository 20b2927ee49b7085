package io.weir.test.openapi;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds problems that operations are answered with against those that the document says of them. */
record DeclaredAnswers(SchemaCheck schemas) {

    /** Of an answer that a door of the platform gave before the operation was asked, the status says enough. */
    private static final Set<Integer> OF_DOORS = Set.of(400, 403, 429, 503);

    /** @param problem an answer that is a whole problem document */
    List<String> faults(HttpResponse<String> problem, JsonNode operation) {
        int status = problem.statusCode();
        JsonNode answer = operation.path("responses").path(Integer.toString(status));
        if (answer.isMissingNode()) {
            return List.of("the document does not say that it answers " + status + ": " + problem.body());
        }
        JsonNode content = schemas.resolve(answer).path("content").path("application/problem+json");
        JsonNode body = JsonMapper.shared().readTree(problem.body());
        List<String> faults = schemas.faults(body, content.path("schema"));
        return faults.isEmpty() ? codeFaults(body, status, content.path("examples"), operation) : faults;
    }

    private static List<String> codeFaults(JsonNode problem, int status, JsonNode examples, JsonNode operation) {
        String code = problem.path("code").asString("");
        return OF_DOORS.contains(status) || codes(operation, examples, status).anyMatch(code::equals)
                ? List.of()
                : List.of("the document does not say that it answers " + code + ": " + problem);
    }

    /** Those of every service, which are the examples, and those of the operation. */
    private static Stream<String> codes(JsonNode operation, JsonNode examples, int status) {
        JsonNode own = operation.path("x-weir-problems").path(Integer.toString(status));
        return Stream.concat(
                examples.propertyNames().stream(), own.valueStream().map(JsonNode::asString));
    }
}
