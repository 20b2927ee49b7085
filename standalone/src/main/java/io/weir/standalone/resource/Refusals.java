package io.weir.standalone.resource;

import io.weir.client.call.Exchange;
import io.weir.client.call.ProblemText;
import io.weir.standalone.cli.OneLine;
import io.weir.standalone.cli.Refusal;
import java.net.http.HttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What the platform does not do, and why: its problem documents as one line. */
final class Refusals {

    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private Refusals() {}

    /** Whether the same call may be answered otherwise a little later. */
    static boolean passes(HttpResponse<?> response) {
        return response.statusCode() == UNAVAILABLE || response.statusCode() == TOO_MANY;
    }

    /** Whether the platform says that there is no such thing, and not that there is no such address. */
    static boolean isAbsence(HttpResponse<String> response) {
        return response.statusCode() == NOT_FOUND
                && problem(response.body()).path("code").asString("").endsWith("-not-found");
    }

    /** What, which field, what would be allowed, by which code and request. */
    static Refusal of(String method, String target, HttpResponse<String> response) {
        JsonNode problem = problem(response.body());
        String status = "HTTP " + response.statusCode();
        String otherwise = Exchange.redirect(response).orElse(status);
        StringBuilder text = new StringBuilder(ProblemText.of(problem.toString(), otherwise));
        if (response.statusCode() == UNAUTHORIZED) {
            text.append("; set WEIR_TOKEN to a token of this platform");
        }
        text.append(" (").append(problem.path("code").asString(status));
        String request = problem.path("requestId").asString("");
        text.append(request.isEmpty() ? "" : ", request " + request).append("; ");
        return new Refusal(OneLine.of(text + method + " " + target.replaceAll("\\?.*", "") + ")"), problem);
    }

    private static JsonNode problem(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException notOurs) {
            return MissingNode.getInstance();
        }
    }
}
