package io.weir.platform.access;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.SignedInPlatform;
import io.weir.platform.TestPlatform;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Calls of a platform on which everybody has to say who they are. */
@ExtendWith(SignedInPlatform.class)
public abstract class AccessCalls {

    protected static SignedInPlatform.Running running;
    protected static TestPlatform platform;

    @BeforeAll
    protected static void find(SignedInPlatform.Running shared) {
        running = shared;
        platform = shared.platform();
    }

    protected static String admin() {
        return running.admin();
    }

    protected static HttpResponse<String> call(
            String method, String path, String body, String token, String... headers) {
        var request = platform.request(path, headers)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
        return platform.send(
                request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    protected static HttpResponse<String> get(String path, String token) {
        return call("GET", path, "", token);
    }

    protected static JsonNode made(String path, String body) {
        HttpResponse<String> answer = call("POST", path, body, admin());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    protected static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(json(answer).path("code").asString()).isEqualTo("forbidden");
    }

    /** A user with a role of the same name, and a token of its. */
    protected static String user(String name, String scope) {
        made("/api/v1/roles", "{\"name\":\"%s\"}".formatted(name));
        made("/api/v1/users", "{\"name\":\"%s\",\"roles\":[\"%s\"]}".formatted(name, name));
        return token(name, scope);
    }

    protected static String token(String user, String scope) {
        String body = "{\"name\":\"%s-%s\",\"scope\":\"%s\",\"user\":\"%s\"}".formatted(user, scope, scope, user);
        return made("/api/v1/tokens", body).path("token").asString();
    }

    protected static String grant(String role, String privilege, String kind, String name, boolean option) {
        return "{\"role\":\"%s\",\"privilege\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\",\"withGrantOption\":%s}"
                .formatted(role, privilege, kind, name, option);
    }

    protected static long granted(String role, String privilege, String kind, String name) {
        return made("/api/v1/grants", grant(role, privilege, kind, name, false))
                .path("id")
                .asLong();
    }

    protected static String store(String name) {
        return "{\"name\":\"%s\",\"kind\":\"DUCKDB\",\"properties\":{\"path\":\"%s.duckdb\"}}".formatted(name, name);
    }

    /** What was looked up before holds for a second. */
    protected static void settles(String path, String token, int status) {
        await().untilAsserted(() -> assertThat(get(path, token).statusCode()).isEqualTo(status));
    }

    protected static JsonNode canI(String privilege, String kind, String name, String token) {
        return json(get("/api/v1/access/can-i?privilege=%s&kind=%s&name=%s".formatted(privilege, kind, name), token));
    }

    protected static HttpResponse<String> handOver(String path, String owner, String token) {
        return call("PUT", path + "/owner", "{\"owner\":\"" + owner + "\"}", token);
    }

    protected static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    protected static void role(String name, String... roles) {
        String granted = roles.length == 0 ? "" : "\"" + String.join("\",\"", roles) + "\"";
        made("/api/v1/roles", "{\"name\":\"%s\",\"roles\":[%s]}".formatted(name, granted));
    }

    protected static String path(String kind, String name) {
        return "/api/v1/" + kind + "/" + name;
    }

    protected static void passes(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }
}
