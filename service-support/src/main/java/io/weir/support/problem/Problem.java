package io.weir.support.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457, {@code application/problem+json}).
 *
 * @param type identifies the kind of problem; follows from {@code code}
 * @param title the same short sentence for every occurrence of this kind
 * @param status the HTTP status
 * @param detail what happened this time and, where it is known, what to do
 * @param instance path of the request
 * @param code stable, for programs
 * @param requestId what the service's log has this request under
 * @param members further members: {@code errors}, a list of {@link FieldProblem}, and what else a code documents
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        String code,
        String requestId,
        @JsonAnyGetter Map<String, Object> members) {

    /** Writes an occurrence down as a document. */
    public static Problem of(ProblemException occurrence, @Nullable String instance, String requestId) {
        return of(
                occurrence.problem(),
                occurrence.problem().status().value(),
                occurrence.getMessage(),
                instance,
                requestId,
                occurrence.properties());
    }

    /** Writes down what only a status and perhaps a sentence is known of, as of the container's own errors. */
    public static Problem of(int status, @Nullable String detail, @Nullable String instance, String requestId) {
        return of(CommonProblem.forStatus(status), status, detail, instance, requestId, Map.of());
    }

    private static Problem of(
            ProblemCode problem,
            int status,
            @Nullable String detail,
            @Nullable String instance,
            String requestId,
            Map<String, Object> members) {
        return new Problem(
                "urn:weir:problem:" + problem.code(),
                problem.title(),
                status,
                detail,
                instance,
                problem.code(),
                requestId,
                members);
    }
}
