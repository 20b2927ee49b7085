package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the audit log is to say of calls that were answered: each that asked for a change or was refused once, of others nothing. */
final class AuditTrail {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<Integer> REFUSED = Set.of(401, 403, 429);
    private static final String NOTHING = "";

    private final String gateway;
    private final Map<String, String> expected = new LinkedHashMap<>();

    AuditTrail(String gateway) {
        this.gateway = gateway;
    }

    void add(HttpResponse<?> answer) {
        String method = answer.request().method();
        boolean belongs = !READING.contains(method) || REFUSED.contains(answer.statusCode());
        String entry = method + " " + answer.request().uri().getRawPath() + " " + answer.statusCode();
        expected.put(answer.headers().firstValue("X-Request-Id").orElseThrow(), belongs ? entry : NOTHING);
    }

    /** Waits for what is written a moment after the answers, then looks at all of it. */
    void expectWhole() throws IOException, InterruptedException {
        long entries = expected.values().stream()
                .filter(entry -> !entry.equals(NOTHING))
                .count();
        assertThat(entries).isPositive();
        await().until(() -> ours().size() >= entries);
        Map<String, String> written = new LinkedHashMap<>();
        for (JsonNode entry : ours()) {
            String id = entry.path("requestId").asText();
            written.merge(id, told(entry), (first, second) -> first + " and again " + second);
        }
        expected.forEach((id, entry) ->
                assertThat(written.getOrDefault(id, NOTHING)).as(id).isEqualTo(entry));
    }

    private static String told(JsonNode entry) {
        return entry.path("method").asText() + " " + entry.path("path").asText() + " "
                + entry.path("status").asText();
    }

    /** The log's entries of these calls, the newest first. */
    private List<JsonNode> ours() throws IOException, InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        String next = "";
        do {
            HttpResponse<String> answer = Http.get(gateway + "/api/v1/audit?limit=1000" + next);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = Http.json(answer.body());
            for (JsonNode entry : page.path("items")) {
                if (expected.containsKey(entry.path("requestId").asText())) {
                    found.add(entry);
                }
            }
            next = "&pageToken=" + page.path("nextPageToken").asText();
        } while (!next.equals("&pageToken="));
        return found;
    }
}
