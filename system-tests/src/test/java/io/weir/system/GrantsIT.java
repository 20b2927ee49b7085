package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.system.SharedPlatform.Addresses;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user was granted is open in the service that has it, and nothing beside it is. */
@ExtendWith(SharedPlatform.class)
class GrantsIT {

    private static final Duration TAKES_EFFECT = Duration.ofSeconds(30);

    private final Addresses weir;

    GrantsIT(Addresses weir) {
        this.weir = weir;
    }

    private JsonNode make(String path, String body) throws Exception {
        HttpResponse<String> made = Http.call("POST", weir.gateway() + "/api/v1" + path, "application/json", body);
        assertThat(made.statusCode()).as(path + ": " + made.body()).isEqualTo(201);
        return Http.json(made.body());
    }

    private String grant(String privilege, String kind, String name) throws Exception {
        String body = "{\"role\":\"reader\",\"privilege\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\"}";
        return make("/grants", body.formatted(privilege, kind, name)).path("id").asText();
    }

    private void makeTable(String name) throws Exception {
        make("/tables", """
                {"name": "%s", "schema": {"type": "struct", "fields":
                 [{"name": "id", "type": "long", "nullable": true, "metadata": {}}]}}""".formatted(name));
    }

    private int status(String method, String path, String token) throws Exception {
        return Http.withToken(method, weir.gateway() + "/api/v1" + path, token).statusCode();
    }

    @Test
    void aUserReachesWhatItWasGrantedInEveryService() throws Exception {
        makeTable("granted.orders");
        makeTable("withheld");
        make("/roles", "{\"name\":\"reader\"}");
        make("/users", "{\"name\":\"reader\",\"roles\":[\"reader\"]}");
        String token = make("/tokens", "{\"name\":\"reader\",\"scope\":\"WRITE\",\"user\":\"reader\"}")
                .path("token")
                .asText();
        assertThat(status("GET", "/tables/granted.orders", token)).isEqualTo(403);
        String given = grant("SELECT", "TABLE", "granted.*");
        grant("USAGE", "PIPELINE", "*");
        grant("SELECT", "JOB", "*");
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/tables/granted.orders", token) == 200);
        assertThat(status("GET", "/tables/granted.orders/commits", token)).isEqualTo(200);
        assertThat(status("GET", "/tables/withheld", token)).isEqualTo(403);
        assertThat(status("DELETE", "/tables/granted.orders", token)).isEqualTo(403);
        String listed = Http.withToken("GET", weir.gateway() + "/api/v1/tables?limit=1000", token)
                .body();
        assertThat(listed).contains("granted.orders").doesNotContain("withheld");
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/pipelines/none", token) == 404);
        assertThat(status("POST", "/pipelines/none/start", token)).isEqualTo(403);
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/namespaces", token) == 200);
        assertThat(status("GET", "/stores/none", token)).isEqualTo(403);
        assertThat(Http.call("DELETE", weir.gateway() + "/api/v1/grants/" + given, "application/json", "")
                        .statusCode())
                .isEqualTo(204);
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/tables/granted.orders", token) == 403);
    }
}
