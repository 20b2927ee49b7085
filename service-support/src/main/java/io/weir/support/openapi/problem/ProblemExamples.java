package io.weir.support.openapi.problem;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.Problem;
import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Problem documents as they are answered, written by what writes them. */
final class ProblemExamples {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};
    private static final String INSTANCE = "/api/v1/stores";
    private static final String REQUEST_ID = "3f0c1f6e-6d0a-4b3c-9d55-0c7f2f0a7e11";

    private ProblemExamples() {}

    /** By code, those that every service has with a status; the service's own of a status that none else has. */
    static Map<String, Map<String, Object>> of(HttpStatus status, List<ProblemCode> all) {
        List<ProblemCode> found =
                all.stream().filter(problem -> problem.status() == status).toList();
        List<ProblemCode> shared =
                found.stream().filter(CommonProblem.class::isInstance).toList();
        Map<String, Map<String, Object>> examples = new TreeMap<>();
        (shared.isEmpty() ? found : shared)
                .forEach(problem -> examples.put(problem.code(), document(occurrence(problem))));
        return examples;
    }

    private static Map<String, Object> document(ProblemException occurrence) {
        return JSON.convertValue(Problem.of(occurrence, INSTANCE, REQUEST_ID), DOCUMENT);
    }

    private static ProblemException occurrence(ProblemCode problem) {
        return problem instanceof CommonProblem common
                ? occurrence(common)
                : new ProblemException(problem, problem.title() + ".");
    }

    private static ProblemException occurrence(CommonProblem problem) {
        return switch (problem) {
            case INVALID_REQUEST -> ProblemException.invalid("limit", "is out of range", 100000, "1 to 1000");
            case STALE_ETAG ->
                new ProblemException(problem, "If-Match is \"3\", the resource is at \"4\"; read it again.")
                        .with("currentETag", "\"4\"");
            case FORBIDDEN ->
                new ProblemException(problem, "This needs MANAGE on STORE 'lake'; user:ann has it not")
                        .with("required", Map.of("privilege", "MANAGE", "kind", "STORE", "name", "lake"));
            default -> new ProblemException(problem, problem.title() + ".");
        };
    }
}
