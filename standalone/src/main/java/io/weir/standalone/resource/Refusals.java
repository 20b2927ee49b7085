package io.weir.standalone.resource;

import io.weir.standalone.cli.ProblemText;
import io.weir.standalone.cli.Refusal;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What the platform does not do, and why: its problem documents as one line. */
final class Refusals {

    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    static final Duration SHORTEST_PAUSE = Duration.ofMillis(300);
    private static final int LONGEST_PAUSE = 5;

    private Refusals() {}

    /** Whether the same call may be answered otherwise a little later. */
    static boolean passes(HttpResponse<?> response) {
        return response.statusCode() == UNAVAILABLE || response.statusCode() == TOO_MANY;
    }

    /** How long to wait before the call is repeated: what the answer asks for, within bounds. */
    static Duration pause(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Math.min(LONGEST_PAUSE, Integer.parseInt(text))))
                .filter(asked -> asked.compareTo(SHORTEST_PAUSE) > 0)
                .orElse(SHORTEST_PAUSE);
    }

    /** What, which field, what would be allowed, by which code and request. */
    static Refusal of(String method, String target, HttpResponse<String> response) {
        JsonNode problem = problem(response.body());
        String status = "HTTP " + response.statusCode();
        StringBuilder text = new StringBuilder(ProblemText.of(problem, status));
        if (response.statusCode() == UNAUTHORIZED) {
            text.append("; set WEIR_TOKEN to a token of this platform");
        }
        text.append(" (").append(problem.path("code").asString(status));
        String request = problem.path("requestId").asString("");
        text.append(request.isEmpty() ? "" : ", request " + request).append("; ");
        return new Refusal(Rows.line(text + method + " " + target.replaceAll("\\?.*", "") + ")"), problem);
    }

    private static JsonNode problem(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException notOurs) {
            return MissingNode.getInstance();
        }
    }
}
