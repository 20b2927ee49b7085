package io.weir.platform.health;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.SignedInPlatform;
import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import io.weir.support.vitals.Vitals;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(SignedInPlatform.class)
class DetailedHealthTest {

    private static final String WELL = """
            {"level":"%s","trend":"%s","parts":[{"kind":"POOL","level":"%s","detail":"8 of 8"}],
             "pool":{"size":8,"open":8,"active":8,"idle":0,"waiting":1,"timeouts":0},
             "operations":[{"operation":"GET /api/v1/tables","calls":7,"successRate":1.0,"p50Millis":2.0,
             "p95Millis":3.0,"p99Millis":4.0}],
             "points":[{"at":"2026-11-25T12:00:00Z","callsPerSecond":0.7,"successRate":1.0,"p95Millis":3.0,"poolUse":1.0}]}""";

    private static SignedInPlatform.Running running;
    private static TestPlatform platform;

    @BeforeAll
    static void find(SignedInPlatform.Running shared) {
        running = shared;
        platform = shared.platform();
    }

    private static void says(TestService service, int status, String body) {
        service.on(Vitals.PATH, call -> TestService.answer(call, status, "application/json", body));
    }

    private static String vitals(String level, String trend) {
        return WELL.formatted(level, trend, level);
    }

    private static JsonNode asked() {
        return json(platform.get("/api/v1/health/detailed", "Authorization", "Bearer " + running.admin()));
    }

    private static String level(JsonNode health, String service) {
        return health.path("services").path(service).path("level").asString();
    }

    @Test
    void theWholeIsAsWellAsItsWorstServiceAndGoesWhereAnyOfThemGoes() {
        says(platform.metadata, 200, vitals("UNHEALTHY", "WORSENING"));
        says(platform.ingest, 200, vitals("WARNING", "IMPROVING"));
        says(platform.lineage, 200, vitals("HEALTHY", "STEADY"));

        // What the services said before holds for a second.
        JsonNode health = await().until(
                        () -> asked(), told -> level(told, "ingest-worker").equals("WARNING"));
        assertThat(health.path("level").asString()).isEqualTo("UNHEALTHY");
        assertThat(health.path("trend").asString()).isEqualTo("WORSENING");
        JsonNode services = health.path("services");
        assertThat(services.propertyNames())
                .containsExactly("ingest-worker", "lineage-service", "metadata-service", "platform-api");
        JsonNode metadata = services.path("metadata-service").path("vitals");
        assertThat(metadata.path("pool").path("waiting").asInt()).isEqualTo(1);
        assertThat(metadata.at("/operations/0/p95Millis").asDouble()).isEqualTo(3.0);
        assertThat(metadata.at("/points/0/at").asString()).isEqualTo("2026-11-25T12:00:00Z");
    }

    @Test
    void thePlatformTellsOfItself() {
        // A call is counted after its answer was sent.
        JsonNode own = await().until(
                        () -> asked().path("services").path("platform-api").path("vitals"),
                        vitals -> !vitals.path("operations").isEmpty());
        assertThat(own.path("parts").findValuesAsString("kind"))
                .containsExactly("DATABASE", "POOL", "PERFORMANCE", "DEPENDENCIES");
        assertThat(own.path("pool").path("size").asInt()).isEqualTo(8);
        assertThat(own.path("operations").findValuesAsString("operation"))
                .as("which depends on who else called this platform")
                .isNotEmpty()
                .doesNotContain("GET /actuator/health");
        assertThat(own.at("/operations/0/calls").asInt()).isPositive();
    }

    @Test
    void whoDoesNotSayIsTheWorstAndSoIsWhoCannotBeUnderstood() {
        says(platform.metadata, 500, "{}");
        says(platform.ingest, 200, "<html>");
        says(platform.lineage, 200, vitals("HEALTHY", "STEADY"));

        JsonNode health = await().until(
                        () -> asked(),
                        told -> told.at("/services/metadata-service").has("detail")
                                && level(told, "lineage-service").equals("HEALTHY"));
        assertThat(health.path("level").asString()).isEqualTo("CRITICAL");
        JsonNode services = health.path("services");
        assertThat(services.path("metadata-service").path("detail").asString()).endsWith("(500)");
        assertThat(services.path("ingest-worker").path("detail").asString()).contains("another version");
        assertThat(services.path("ingest-worker").has("vitals")).isFalse();
    }

    /** A loop of one caller must not be one of every service. */
    @Test
    void howeverOftenCallersAskTheServicesAreAskedOnceASecond() {
        AtomicInteger asked = new AtomicInteger();
        platform.metadata.on(Vitals.PATH, call -> {
            asked.incrementAndGet();
            TestService.answer(call, 200, "application/json", vitals("HEALTHY", "STEADY"));
        });
        long start = System.nanoTime();
        for (int call = 0; call < 40; call++) {
            asked();
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        assertThat((long) asked.get()).isLessThanOrEqualTo(seconds + 1);
    }

    @Test
    void whoseGrantsCountNeedsTheScopeOfAdministrators() {
        made("/api/v1/roles", "{\"name\":\"looker\"}");
        made("/api/v1/users", "{\"name\":\"looker\",\"roles\":[\"looker\"]}");
        for (String scope : new String[] {"READ", "ADMIN"}) {
            String token = made(
                            "/api/v1/tokens",
                            "{\"name\":\"looker-%s\",\"scope\":\"%s\",\"user\":\"looker\"}".formatted(scope, scope))
                    .path("token")
                    .asString();
            assertThat(platform.get("/api/v1/health/detailed", "Authorization", "Bearer " + token)
                            .statusCode())
                    .as(scope)
                    .isEqualTo(scope.equals("READ") ? 403 : 200);
        }
    }

    private static JsonNode made(String path, String body) {
        var request = platform.request(path)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + running.admin());
        var answer = platform.send(request.POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }
}
