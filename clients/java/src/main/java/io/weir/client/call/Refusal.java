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
import java.util.regex.Pattern;
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
        String title = text(problem, "title", "refused");
        String detail = withoutStop(text(problem, "detail", title));
        List<JsonNode> errors = errors();
        StringBuilder text = new StringBuilder(detail);
        errors.forEach(error -> text.append(field(error, detail, errors.size() > 1)));
        return text + (status == UNAUTHORIZED ? "; WEIR_TOKEN, or a DSN, says the token" : "");
    }

    private static String field(JsonNode error, String detail, boolean isOneOfSeveral) {
        String field = text(error, "field", "");
        String message = withoutStop(text(error, "message", ""));
        String allowed = text(error, "allowed", "");
        boolean isToldWhatIsAllowed = !allowed.isEmpty() && tells(detail, allowed);
        List<String> parts = new ArrayList<>();
        if (!isToldWhatIsAllowed && !tells(detail.toLowerCase(Locale.ROOT), message.toLowerCase(Locale.ROOT))) {
            parts.add(message);
        }
        if (error.path("found").isTextual()) {
            parts.add("found " + text(error, "found", "\"\""));
        }
        if (!isToldWhatIsAllowed && !allowed.isEmpty()) {
            parts.add("allowed: " + allowed);
        }
        String named = isOneOfSeveral || !tells(detail, field) ? field + ": " : "";
        return parts.isEmpty() ? "" : "; " + named + String.join(", ", parts);
    }

    /** What is wrong with fields. A document may be of anybody: what is no object says nothing of one. */
    private List<JsonNode> errors() {
        List<JsonNode> errors = new ArrayList<>();
        for (JsonNode error : problem.path("errors")) {
            if (problem.path("errors").isArray() && error.isObject()) {
                errors.add(error);
            }
        }
        return errors;
    }

    /** A member that is a text, and not an empty one. */
    private static String text(JsonNode object, String member, String otherwise) {
        String text = object.path(member).textValue();
        return text == null || text.isEmpty() ? otherwise : text;
    }

    /** Whether a text has another in it, and not as a part of a longer word only. */
    private static boolean tells(String detail, String part) {
        return part.isEmpty()
                || Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(part) + "(?![\\p{L}\\p{N}_])")
                        .matcher(detail)
                        .find();
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** Whether the problem is of a field that holds SQL. */
    boolean isAboutSql() {
        if ("invalid-predicate".equals(code)) {
            return true;
        }
        for (JsonNode error : errors()) {
            switch (text(error, "field", "")) {
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
