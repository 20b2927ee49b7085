package io.weir.client.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.Serializable;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call that failed.
 *
 * @param status of the answer; 0 where there was none
 * @param code stable name of the problem, as in {@code run-not-found}
 * @param requestId to find the call in the platform's log
 * @param runId the run that the call was about
 * @param problem the whole document (RFC 9457), with the members that each problem has of its own; missing where the answer had none
 * @param retryAfter what the answer asks to wait before the call is made again; zero where it says nothing
 */
public record Refusal(
        int status,
        @Nullable String code,
        @Nullable String requestId,
        @Nullable String runId,
        JsonNode problem,
        Duration retryAfter)
        implements Serializable {

    private static final int UNAUTHORIZED = 401;

    static Refusal withoutAnswer(String requestId, @Nullable String runId) {
        return new Refusal(0, null, requestId, runId, MissingNode.getInstance(), Duration.ZERO);
    }

    static Refusal of(HttpResponse<?> answer, JsonNode problem, String requestId, @Nullable String runId) {
        String told = problem.path("requestId").asText(requestId);
        JsonNode known = Exchange.redirect(answer)
                .<JsonNode>map(detail -> JsonNodeFactory.instance.objectNode().put("detail", detail))
                .orElse(problem);
        return new Refusal(
                answer.statusCode(), known.path("code").textValue(), told, runId, known, Backoff.asked(answer));
    }

    /** What is wrong, in words. */
    String sentence() {
        return ProblemText.of(problem, "refused")
                + (status == UNAUTHORIZED ? "; WEIR_TOKEN, or a DSN, says the token" : "");
    }

    /** Whether the problem is of a field that holds SQL. */
    boolean isAboutSql() {
        if ("invalid-predicate".equals(code)) {
            return true;
        }
        for (JsonNode error : ProblemText.errors(problem)) {
            switch (ProblemText.text(error, "field", "")) {
                case "transform", "query", "filter", "body":
                    return true;
                default:
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "status=" + status + ", code=" + code + ", requestId=" + requestId + ", runId=" + runId;
    }
}
