package io.weir.support.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.probe.Asking;
import io.weir.support.probe.ProbeService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service port, reached by whoever can reach it. */
class IdentityFilterTest {

    @TempDir
    static Path dataDir;

    private static ProbeService.Running probe;

    @BeforeAll
    static void start() {
        probe = ProbeService.start(
                "--weir.identity.enabled=true", "--weir.identity.keeper=true", "--weir.data-dir=" + dataDir);
    }

    @AfterAll
    static void stop() {
        probe.close();
    }

    private static String bearer(Scope scope) throws Exception {
        return "Bearer " + LocalIdentity.token(dataDir, new Identity("local:test", scope));
    }

    private static HttpResponse<String> call(String method, String path, String... headers) {
        return probe.asking().send(method, path, "", headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/anything",
                "/actuator/prometheus",
                "/actuator/info",
                "/actuator",
                "/actuator/health/db",
                "/actuator/health/../info",
                "/actuator/health;x=1",
                "/v3/api-docs/..;/x",
                "/v3/api-docs/a/b",
                "/swagger-ui/..%2f..%2fapi",
                "/api/v1/health/",
                "/API/v1/health",
                "/error",
            })
    void nothingIsToldToWhoDoesNotSayWhoTheyAre(String path) {
        String answer = probe.asking().raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).as(path).matches("(?s)HTTP/1.1 (401|400) .*");
        if (answer.startsWith("HTTP/1.1 401")) {
            assertThat(answer).contains("WWW-Authenticate: Bearer", "application/problem+json", "unauthenticated");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/v3/api-docs",
            })
    void healthAndTheDocumentAreForEverybody(String path) {
        assertThat(probe.asking().get(path).statusCode()).isEqualTo(200);
        Asking.problem(call("POST", path), 401, "unauthenticated");
    }

    /** No address, version, figure or message of a part is everybody's. */
    @Test
    void anybodyIsToldWhichPartsAreUpAndNoMore() {
        JsonNode health = JsonMapper.shared()
                .readTree(probe.asking().get("/actuator/health").body());

        assertThat(health.propertyNames()).containsOnly("status", "components", "groups");
        assertThat(health.path("components").path("db").path("status").asString())
                .isEqualTo("UP");
        assertThat(health.path("components"))
                .allSatisfy(part -> assertThat(part.propertyNames()).containsExactly("status"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic dXNlcjpwYXNz",
                "Bearer",
                "Bearer ",
                "Bearer x",
                "bearer  a.b.c",
                "eyJhbGciOiJIUzI1NiJ9.e30.x",
                "Token a",
            })
    void whatIsNoTokenOfOursIsRefused(String authorization) {
        Asking.problem(probe.asking().get("/actuator/info", "Authorization", authorization), 401, "unauthenticated");
    }

    @Test
    void twoTokensAreNone() throws Exception {
        String good = bearer(Scope.ADMIN);
        Asking.problem(
                probe.asking().get("/actuator/info", "Authorization", good, "Authorization", good),
                401,
                "unauthenticated");
    }

    @Test
    void aTokenOpensAndItsScopeBounds() throws Exception {
        assertThat(probe.asking()
                        .get("/actuator/info", "Authorization", bearer(Scope.READ))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> refused = call("POST", "/api/v1/anything", "Authorization", bearer(Scope.READ));
        assertThat(Asking.problem(refused, 403, "forbidden").path("required").asString())
                .isEqualTo("WRITE");
        Asking.problem(call("POST", "/api/v1/anything", "Authorization", bearer(Scope.WRITE)), 404, "not-found");
    }

    @Test
    void aTokenInTheAddressIsNone() throws Exception {
        String token = LocalIdentity.token(dataDir, new Identity("local:test", Scope.ADMIN));
        Asking.problem(probe.asking().get("/actuator/info?access_token=" + token), 401, "unauthenticated");
        Asking.problem(probe.asking().get("/actuator/info?token=" + token), 401, "unauthenticated");
    }
}
