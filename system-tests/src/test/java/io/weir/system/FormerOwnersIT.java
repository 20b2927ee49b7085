package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.system.SharedPlatform.Addresses;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever comes to the name of somebody who is gone owns nothing of theirs, whichever service keeps it. */
@ExtendWith(SharedPlatform.class)
class FormerOwnersIT {

    private static final Duration TAKES_EFFECT = Duration.ofSeconds(60);
    private static final String USER = "{\"name\":\"leaver\"}";
    private static final String TOKEN = "{\"name\":\"%s\",\"scope\":\"WRITE\",\"user\":\"leaver\"}";
    private static final List<String> LEFT = List.of(
            "/api/v1/tables/leaver.rows",
            "/api/v1/databases/weir/schemas/leaver",
            "/api/v1/pipelines/leaver-reader",
            "/api/v1/compute-pools/leaver-pool",
            "/api/v1/stores/leaver-store",
            "/api/v1/organizations/leaver-organization");

    private final Addresses weir;

    FormerOwnersIT(Addresses weir) {
        this.weir = weir;
    }

    private JsonNode make(String path, String body) throws Exception {
        HttpResponse<String> made = call("POST", "/api/v1" + path, body);
        assertThat(made.statusCode()).as(path + ": " + made.body()).isEqualTo(201);
        return Http.json(made.body());
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        return Http.call(method, weir.gateway() + path, "application/json", body);
    }

    private String token(String name) throws Exception {
        return make("/tokens", TOKEN.formatted(name)).path("token").asText();
    }

    private int status(String path, String token) throws Exception {
        return Http.withToken("GET", weir.gateway() + path, token).statusCode();
    }

    private void makeAll() throws Exception {
        make("/stores", """
                {"name": "leaver-store", "kind": "KAFKA", "properties": {"bootstrapServers": "127.0.0.1:9"}}""");
        make("/tables", """
                {"name": "leaver.rows", "schema": {"type": "struct", "fields": [
                 {"name": "id", "type": "long", "nullable": true, "metadata": {}}]}}""");
        make("/organizations", "{\"name\": \"leaver-organization\"}");
        make("/compute-pools", "{\"name\": \"leaver-pool\", \"size\": \"SMALL\"}");
        make("/pipelines", """
                {"name": "leaver-reader", "source": {"store": "leaver-store", "topic": "t"},
                 "columns": [{"name": "id", "type": "BIGINT"}], "target": {"delta": {"table": "leaver_rows"}}}""");
        for (String path : LEFT) {
            HttpResponse<String> given = call("PUT", path + "/owner", "{\"owner\":\"user:leaver\"}");
            assertThat(given.statusCode()).as(path + ": " + given.body()).isEqualTo(200);
        }
    }

    @Test
    void theNextOfANameOwnsNothingOfTheOneBefore() throws Exception {
        make("/users", USER);
        makeAll();
        String before = token("leaver-before");
        for (String path : LEFT) {
            assertThat(status(path, before)).as(path).isEqualTo(200);
        }

        assertThat(call("DELETE", "/api/v1/users/leaver?cascade=true", "").statusCode())
                .isEqualTo(204);
        await().atMost(TAKES_EFFECT)
                .until(() -> call("POST", "/api/v1/users", USER).statusCode() == 201);
        String next = token("leaver-next");

        for (String path : LEFT) {
            assertThat(status(path, next)).as(path).isEqualTo(403);
            assertThat(Http.json(call("GET", path, "").body()).path("owner").asText())
                    .as(path)
                    .isEqualTo("platform");
        }
    }

    /** Else whoever may write could have everything of anybody be the platform's. */
    @Test
    void onlyServicesTellWhoIsGone() throws Exception {
        String path = "/internal/v1/former-owners";
        String body = "{\"owner\":\"user:anybody\"}";
        assertThat(call("POST", path, body).statusCode()).isEqualTo(404);
        for (int offset = 1; offset <= 3; offset++) {
            String service = weir.service(offset);
            HttpResponse<String> refused = Http.call("POST", service + path, "application/json", body);
            assertThat(refused.statusCode()).as(service).isEqualTo(403);
            assertThat(Http.withToken("POST", service + path, "", body).statusCode())
                    .isEqualTo(401);
        }
    }
}
