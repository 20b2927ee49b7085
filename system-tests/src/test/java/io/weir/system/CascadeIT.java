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

/** What uses a store lives in another service, and goes with it where that allows who asks. */
@ExtendWith(SharedPlatform.class)
class CascadeIT {

    private static final Duration TAKES_EFFECT = Duration.ofMinutes(1);

    private final Addresses weir;

    CascadeIT(Addresses weir) {
        this.weir = weir;
    }

    private JsonNode make(String path, String body) throws Exception {
        HttpResponse<String> made = call("POST", path, body);
        assertThat(made.statusCode()).as(path + ": " + made.body()).isEqualTo(201);
        return Http.json(made.body());
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        return Http.call(method, weir.gateway() + "/api/v1" + path, "application/json", body.replace('\'', '"'));
    }

    private HttpResponse<String> as(String token, String method, String path) throws Exception {
        return Http.withToken(method, weir.gateway() + "/api/v1" + path, token);
    }

    private void grant(String privilege, String kind, String name) throws Exception {
        make(
                "/grants",
                "{'role': 'store-cascader', 'privilege': '%s', 'kind': '%s', 'name': '%s'}"
                        .formatted(privilege, kind, name));
    }

    private void gone(List<String> paths) throws Exception {
        for (String path : paths) {
            assertThat(call("GET", path, "").statusCode()).as(path).isEqualTo(404);
        }
    }

    private void makeUsed() throws Exception {
        make("/secrets", "{'name': 'cascaded-key', 'value': 'hunter2'}");
        make("/stores", """
                {'name': 'cascaded-store', 'kind': 'EVENTHUBS', 'properties':
                 {'namespace': 'cascaded.servicebus.windows.net', 'connectionString': 'secret:cascaded-key'}}""");
        make("/relations", """
                {'name': 'cascaded_records', 'kind': 'STREAM', 'source': {'store': 'cascaded-store', 'topic': 'records'},
                 'columns': [{'name': 'id', 'type': 'BIGINT'}]}""");
        make(
                "/relations",
                "{'name': 'cascaded_view', 'kind': 'VIEW', 'query': 'select id from cascaded_records where id > 0'}");
        make("/pipelines", """
                {'name': 'cascaded-reader', 'source': {'store': 'cascaded-store', 'topic': 'others'},
                 'columns': [{'name': 'id', 'type': 'BIGINT'}], 'target': {'delta': {'table': 'cascaded_rows'}}}""");
    }

    @Test
    void aSecretGoesWithItsStoresAndAllThatUsesThem() throws Exception {
        makeUsed();
        make("/roles", "{'name': 'store-cascader'}");
        make("/users", "{'name': 'store-cascader', 'roles': ['store-cascader']}");
        String token = make("/tokens", "{'name': 'store-cascader', 'scope': 'WRITE', 'user': 'store-cascader'}")
                .path("token")
                .asText();
        grant("MANAGE", "SECRET", "cascaded-key");
        grant("MANAGE", "STORE", "cascaded-store");
        grant("MANAGE", "RELATION", "*");
        grant("USAGE", "PIPELINE", "cascaded-reader");
        await().atMost(TAKES_EFFECT)
                .until(() -> as(token, "GET", "/pipelines/cascaded-reader").statusCode() == 200);

        assertThat(call("DELETE", "/secrets/cascaded-key", "").body()).contains("\"store cascaded-store\"");
        assertThat(call("DELETE", "/stores/cascaded-store", "").body())
                .contains("\"pipeline cascaded-reader\"", "\"relation cascaded_records\"");
        HttpResponse<String> refused = as(token, "DELETE", "/secrets/cascaded-key?cascade=true");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
        assertThat(refused.body()).contains("MANAGE", "PIPELINE", "cascaded-reader");
        assertThat(call("GET", "/relations/cascaded_view", "").statusCode())
                .as("all or nothing")
                .isEqualTo(200);

        grant("MANAGE", "PIPELINE", "cascaded-*");
        await().atMost(TAKES_EFFECT)
                .until(() -> as(token, "DELETE", "/secrets/cascaded-key?cascade=true")
                                .statusCode()
                        == 204);
        gone(List.of(
                "/secrets/cascaded-key",
                "/stores/cascaded-store",
                "/relations/cascaded_records",
                "/relations/cascaded_view",
                "/pipelines/cascaded-reader"));
    }
}
