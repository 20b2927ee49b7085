package io.weir.client.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.Serializable;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** What is wrong and, of each field, what was found and what is allowed, as far as the detail does not say it. */
    String sentence() {
        String detail =
                withoutStop(problem.path("detail").asText(problem.path("title").asText("refused")));
        StringBuilder text = new StringBuilder(detail);
        JsonNode errors = problem.path("errors");
        errors.forEach(error -> text.append(field(error, detail, errors.size() > 1)));
        return text + (status == UNAUTHORIZED ? "; WEIR_TOKEN, or a DSN, says the token" : "");
    }

    private static String field(JsonNode error, String detail, boolean isOneOfSeveral) {
        String field = error.path("field").asText();
        String message = withoutStop(error.path("message").asText());
        String allowed = error.path("allowed").asText();
        boolean isToldWhatIsAllowed = !allowed.isEmpty() && detail.contains(allowed);
        List<String> parts = new ArrayList<>();
        if (!isToldWhatIsAllowed && !detail.toLowerCase(Locale.ROOT).contains(message.toLowerCase(Locale.ROOT))) {
            parts.add(message);
        }
        if (error.path("found").isTextual()) {
            parts.add("found " + error.path("found").asText());
        }
        if (!isToldWhatIsAllowed && !allowed.isEmpty()) {
            parts.add("allowed: " + allowed);
        }
        String named = isOneOfSeveral || !detail.contains(field) ? field + ": " : "";
        return parts.isEmpty() ? "" : "; " + named + String.join(", ", parts);
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** Whether the problem is of a field that holds SQL. */
    boolean isAboutSql() {
        if ("invalid-predicate".equals(code)) {
            return true;
        }
        for (JsonNode error : problem.path("errors")) {
            switch (error.path("field").asText()) {
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
