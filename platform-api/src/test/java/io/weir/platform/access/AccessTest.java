package io.weir.platform.access;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.TestService;
import io.weir.platform.gateway.RawCall;
import io.weir.support.access.Removal;
import io.weir.support.identity.Identity;
import io.weir.support.identity.LocalIdentity;
import io.weir.support.identity.Scope;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Users, and what is open and closed to them. Each test has users and roles of its own. */
class AccessTest extends AccessCalls {

    /** Whoever uses it again would be cut off: only a connection that was said to be closed may be. */
    @Test
    void aConnectionGoesOnAfterARefusalWhoseBodyNobodyRead() throws IOException {
        String token = user("goes-on", "READ");
        String common = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n";
        String refused = "PATCH /api/v1/secrets/none" + common
                + "Content-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"value\":\"x\"}";
        String last = "GET /api/v1/secrets" + common + "Connection: close\r\n\r\n";
        String answers = new RawCall(platform.port()).send(refused + refused + last);
        assertThat(answers.split("HTTP/1.1 403", -1)).as(answers).hasSize(3);
        assertThat(answers).contains("HTTP/1.1 200");
    }

    @Test
    void whatWasNotGrantedIsClosedAndNotListed() throws Exception {
        made("/api/v1/stores", store("closed.a"));
        made("/api/v1/stores", store("closed.b"));
        String ann = user("ann", "WRITE");
        assertThat(json(get("/api/v1/stores", ann)).path("items")).isEmpty();
        refused(get("/api/v1/stores/closed.a", ann));
        refused(get("/api/v1/stores/no-such-store", ann));
        refused(call("POST", "/api/v1/stores", store("closed.c"), ann));
        granted("ann", "USAGE", "STORE", "closed.a");
        settles("/api/v1/stores/closed.a", ann, 200);
        assertThat(get("/api/v1/stores", ann).body()).contains("closed.a").doesNotContain("closed.b");
        refused(call("DELETE", "/api/v1/stores/closed.a", "", ann));
        refused(call("PATCH", "/api/v1/stores/closed.a", "{\"properties\":{}}", ann));
        refused(get("/api/v1/stores/closed.b", ann));
    }

    @Test
    void theBeginningOfNamesIsATeamsOwn() throws Exception {
        String ben = user("ben", "WRITE");
        granted("ben", "MANAGE", "STORE", "team.*");
        await().until(() ->
                call("POST", "/api/v1/stores", store("team.lake"), ben).statusCode() == 201);
        assertThat(get("/api/v1/stores/team.lake", ben).statusCode()).isEqualTo(200);
        refused(call("POST", "/api/v1/stores", store("teams"), ben));
        assertThat(call("DELETE", "/api/v1/stores/team.lake", "", ben).statusCode())
                .isEqualTo(204);
    }

    @Test
    void whoMayNotSeeTheUsersOfAStoreIsToldHowManyThereAre() throws Exception {
        made("/api/v1/stores", store("shared.lake"));
        String ida = user("sees-one", "WRITE");
        granted("sees-one", "MANAGE", "STORE", "shared.*");
        granted("sees-one", "USAGE", "PIPELINE", "mine");
        settles("/api/v1/stores/shared.lake", ida, 200);
        try {
            platform.pipelines(Stream.of("hidden-1", "hidden-2", "mine")
                    .map(name -> "{\"name\":\"%s\",\"state\":\"STOPPED\",\"source\":{\"store\":\"b\",\"topic\":\"t\"},"
                                    .formatted(name)
                            + "\"target\":{\"warehouse\":{\"store\":\"shared.lake\",\"table\":\"o\"}}}")
                    .collect(Collectors.joining(",")));
            HttpResponse<String> told = call("DELETE", "/api/v1/stores/shared.lake", "", ida);
            assertThat(told.statusCode()).as(told.body()).isEqualTo(409);
            assertThat(told.body()).contains("pipeline mine, 2 more").doesNotContain("hidden");
            assertThat(json(told).path("otherUsers").asInt()).isEqualTo(2);
            HttpResponse<String> all = call("DELETE", "/api/v1/stores/shared.lake", "", admin());
            assertThat(json(all).path("users")).hasSize(3);
            assertThat(json(all).path("otherUsers").asInt()).isZero();
        } finally {
            platform.pipelines("");
        }
    }

    /** As services send it: twice, and late, when the name may be another's already. */
    @Test
    void grantsGoWithWhatTheyWereOn() throws Exception {
        String sam = user("sam", "WRITE");
        Instant before = Instant.now();
        granted("sam", "SELECT", "TABLE", "gone");
        granted("sam", "SELECT", "TABLE", "gone*");
        granted("sam", "SELECT", "PIPELINE", "gone");
        String body = "{\"kind\":\"TABLE\",\"name\":\"gone\",\"removedAt\":\"%s\"}";
        String service = LocalIdentity.token(running.dataDir(), new Identity("service:metadata-service", Scope.WRITE));
        refused(call("POST", Removal.PATH, body.formatted(Instant.now()), sam));
        refused(call("POST", Removal.PATH, body.formatted(Instant.now()), admin()));
        assertThat(call("POST", Removal.PATH, body.formatted(before), service).statusCode())
                .isEqualTo(204);
        assertThat(json(get("/api/v1/grants?role=sam", admin())).path("items"))
                .as("given since the one before went")
                .hasSize(3);
        for (int time = 0; time < 2; time++) {
            assertThat(call("POST", Removal.PATH, body.formatted(Instant.now().plusSeconds(1)), service)
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(json(get("/api/v1/grants?role=sam", admin())).path("items")).hasSize(2);
    }

    @Test
    void whatIsMadeTwiceByOneKeyIsThereOnce() throws Exception {
        for (String[] call : new String[][] {
            {"/api/v1/roles", "{\"name\":\"once\"}"},
            {"/api/v1/users", "{\"name\":\"once\",\"roles\":[\"once\"]}"},
            {"/api/v1/grants", grant("once", "SELECT", "TABLE", "t", false)}
        }) {
            String[] key = {"Idempotency-Key", "once-" + call[0]};
            HttpResponse<String> first = call("POST", call[0], call[1], admin(), key);
            HttpResponse<String> again = call("POST", call[0], call[1], admin(), key);
            assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
            assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
            assertThat(json(again)).isEqualTo(json(first));
            assertThat(again.headers().firstValue("Location"))
                    .isEqualTo(first.headers().firstValue("Location"));
            assertThat(call("POST", call[0], call[1], admin()).statusCode()).isEqualTo(409);
            assertThat(call("POST", call[0], call[1].replace("once", "other"), admin(), key)
                            .statusCode())
                    .isEqualTo(422);
        }
        String stranger = user("key-stranger", "WRITE");
        refused(call(
                "POST",
                "/api/v1/grants",
                grant("once", "SELECT", "TABLE", "t", false),
                stranger,
                "Idempotency-Key",
                "once-/api/v1/grants"));
    }

    @Test
    void whoHasWhatOnAThingIsFound() {
        String tia = user("tia", "WRITE");
        role("tia.other", "tia");
        long own = granted("tia", "SELECT", "TABLE", "found.orders");
        granted("tia", "SELECT", "TABLE", "found.*");
        granted("tia", "USAGE", "STORE", "found.orders");
        long others = granted("tia.other", "MANAGE", "TABLE", "weir.found.orders");
        String on = "/api/v1/grants?kind=TABLE&name=weir.found.orders";
        assertThat(json(get(on, admin())).path("items").findValuesAsString("role"))
                .containsExactly("tia", "tia.other");
        assertThat(json(get("/api/v1/grants?name=found.orders", admin())).path("items"))
                .hasSize(3);
        assertThat(json(get(on + "&role=tia.other&inherited=true", admin())).path("items"))
                .hasSize(2);
        assertThat(json(get("/api/v1/grants?kind=TABLE&role=tia", tia)).path("items"))
                .hasSize(2);
        refused(get(on, tia));
        assertThat(get("/api/v1/grants?kind=TABLE&name=a*b", admin()).statusCode())
                .isEqualTo(422);
        JsonNode one = json(get("/api/v1/grants/" + own, tia));
        assertThat(one.path("name").asString()).isEqualTo("found.orders");
        assertThat(json(get("/api/v1/grants/" + others, admin()))
                        .path("privilege")
                        .asString())
                .isEqualTo("MANAGE");
        refused(get("/api/v1/grants/" + others, tia));
        refused(get("/api/v1/grants/999999999", tia));
        assertThat(get("/api/v1/grants/999999999", admin()).statusCode()).isEqualTo(404);
    }

    @Test
    void aScopeBoundsAUserToo() throws Exception {
        String reading = user("cas", "READ");
        granted("cas", "OWNERSHIP", "STORE", "*");
        settles("/api/v1/stores/none", reading, 404);
        refused(call("POST", "/api/v1/stores", store("cas"), reading));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/audit", "/actuator/prometheus"})
    void administrationIsClosedToWhoIsBoundByGrants(String path) throws Exception {
        String name = "dan" + Math.abs(path.hashCode());
        String dan = user(name, "WRITE");
        for (String kind : new String[] {"STORE", "TABLE", "PIPELINE", "JOB"}) {
            granted(name, "OWNERSHIP", kind, "*");
        }
        refused(get(path, dan));
        refused(get("/api/v1/grants", dan));
        refused(get("/api/v1/grants?role=ann", dan));
        assertThat(json(get("/api/v1/grants?role=" + name, dan)).path("items")).hasSize(4);
    }

    @Test
    void theGatewayTellsServicesWhoseRolesTheyAre() throws Exception {
        String eve = user("eve", "READ");
        String seen = json(get("/api/v1/tables", eve)).path("seen").asString();
        String claims = new String(Base64.getUrlDecoder().decode(seen.split("[ .]")[2]));
        assertThat(claims).contains("\"sub\":\"user:eve\"", "\"scope\":\"read\"", "\"roles\":[\"eve\"]");
    }

    @Test
    void theGrantOptionHandsOutWhatItCoversAndNoMore() throws Exception {
        String fay = user("fay", "WRITE");
        String gus = user("gus", "WRITE");
        made("/api/v1/grants", grant("fay", "SELECT", "TABLE", "sales.*", true));
        made("/api/v1/grants", grant("fay", "SELECT", "TABLE", "hr.*", false));
        await().until(() -> call("POST", "/api/v1/grants", grant("gus", "SELECT", "TABLE", "sales.orders", false), fay)
                        .statusCode()
                == 201);
        refused(call("POST", "/api/v1/grants", grant("gus", "INSERT", "TABLE", "sales.orders", false), fay));
        refused(call("POST", "/api/v1/grants", grant("gus", "SELECT", "TABLE", "*", false), fay));
        refused(call("POST", "/api/v1/grants", grant("gus", "SELECT", "TABLE", "hr.people", false), fay));
        refused(call("POST", "/api/v1/grants", grant("gus", "SELECT", "STORE", "sales.orders", false), fay));
        long given = json(get("/api/v1/grants?role=gus", gus)).at("/items/0/id").asLong();
        refused(call("DELETE", "/api/v1/grants/" + given, "", gus));
        assertThat(call("DELETE", "/api/v1/grants/" + given, "", fay).statusCode())
                .isEqualTo(204);
        assertThat(call("DELETE", "/api/v1/grants/" + given, "", admin()).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT, TABLE, hal.a, true",
        "USAGE,  TABLE, hal.a, true",
        "INSERT, TABLE, hal.a, false",
        "SELECT, TABLE, other, false",
        "SELECT, STORE, hal.a, false",
    })
    void canITellsWhatIsOpen(String privilege, String kind, String name, boolean allowed) throws Exception {
        String user = "hal" + (privilege + kind + name).hashCode();
        String hal = user(user, "WRITE");
        granted(user, "SELECT", "TABLE", "hal.*");
        String question = "/api/v1/access/can-i?privilege=%s&kind=%s&name=%s".formatted(privilege, kind, name);
        JsonNode own = json(get(question, hal));
        assertThat(own.path("allowed").asBoolean()).as(own.toString()).isEqualTo(allowed);
        assertThat(own.path("caller").asString()).isEqualTo("user:" + user);
        JsonNode asked = json(get(question + "&user=" + user, admin()));
        assertThat(asked.path("allowed").asBoolean()).isEqualTo(allowed);
        assertThat(json(get(question, admin())).path("allowed").asBoolean()).isTrue();
        refused(get(question + "&user=" + user, hal));
    }

    @Test
    void whatIsGrantedOnASchemaHoldsForItsTables() throws Exception {
        String eli = user("eli", "WRITE");
        String eva = user("eva", "WRITE");
        made("/api/v1/grants", grant("eli", "SELECT", "SCHEMA", "north", true));
        granted("eli", "MANAGE", "DATABASE", "south");
        await().until(() ->
                canI("SELECT", "TABLE", "north.orders", eli).path("allowed").asBoolean());
        assertThat(canI("SELECT", "TABLE", "weir.north.orders", eli)
                        .path("because")
                        .asString())
                .isEqualTo("it was granted SELECT on SCHEMA weir.north");
        assertThat(canI("INSERT", "TABLE", "north.orders", eli).path("allowed").asBoolean())
                .isFalse();
        assertThat(canI("INSERT", "TABLE", "south.any.orders", eli)
                        .path("allowed")
                        .asBoolean())
                .isTrue();
        assertThat(canI("MANAGE", "SCHEMA", "south.any", eli).path("allowed").asBoolean())
                .isTrue();
        assertThat(canI("MANAGE", "SCHEMA", "any", eli).path("allowed").asBoolean())
                .isFalse();
        refused(call("POST", "/api/v1/grants", grant("eva", "SELECT", "SCHEMA", "south.any", false), eli));
        refused(call("POST", "/api/v1/grants", grant("eva", "SELECT", "TABLE", "orders", false), eli));
        assertThat(call("POST", "/api/v1/grants", grant("eva", "SELECT", "TABLE", "weir.north.orders", false), eli)
                        .statusCode())
                .isEqualTo(201);
        assertThat(json(get("/api/v1/grants?role=eva", eva)).at("/items/0/name").asString())
                .isEqualTo("north.orders");
        for (String pattern : new String[] {"weir.*", "default.*", "weir.north.*"}) {
            assertThat(call("POST", "/api/v1/grants", grant("eva", "SELECT", "TABLE", pattern, false), admin())
                            .statusCode())
                    .as(pattern)
                    .isEqualTo(422);
        }
    }

    @Test
    void whatIsInUseStays() throws Exception {
        user("jan", "READ");
        HttpResponse<String> role = call("DELETE", "/api/v1/roles/jan", "", admin());
        assertThat(role.statusCode()).isEqualTo(409);
        assertThat(json(role).path("users").toString()).isEqualTo("[\"jan\"]");
        HttpResponse<String> user = call("DELETE", "/api/v1/users/jan", "", admin());
        assertThat(user.statusCode()).isEqualTo(409);
        assertThat(json(user).path("users").toString()).isEqualTo("[\"jan-READ\"]");
        for (String path : new String[] {"/api/v1/tokens/jan-READ", "/api/v1/users/jan", "/api/v1/roles/jan"}) {
            assertThat(call("DELETE", path, "", admin()).statusCode()).as(path).isEqualTo(204);
        }
    }

    @Test
    void whatIsNotThereOrThereAlreadyIsSaid() throws Exception {
        user("kim", "READ");
        granted("kim", "SELECT", "JOB", "*");
        assertThat(call("POST", "/api/v1/roles", "{\"name\":\"kim\"}", admin()).statusCode())
                .isEqualTo(409);
        assertThat(call("POST", "/api/v1/users", "{\"name\":\"kim\"}", admin()).statusCode())
                .isEqualTo(409);
        assertThat(call("POST", "/api/v1/users", "{\"name\":\"kit\",\"roles\":[\"none\"]}", admin())
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/api/v1/users/kit", admin()).statusCode())
                .as("not half made")
                .isEqualTo(404);
        assertThat(call("POST", "/api/v1/grants", grant("none", "SELECT", "JOB", "*", false), admin())
                        .statusCode())
                .isEqualTo(404);
        assertThat(call("POST", "/api/v1/grants", grant("kim", "SELECT", "JOB", "*", true), admin())
                        .statusCode())
                .isEqualTo(409);
        assertThat(call("POST", "/api/v1/grants", grant("kim", "SELECT", "JOB", "a*b", false), admin())
                        .statusCode())
                .isEqualTo(422);
        assertThat(call("POST", "/api/v1/tokens", "{\"name\":\"x\",\"scope\":\"READ\",\"user\":\"none\"}", admin())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void everyRefusalIsInTheAuditLog() throws Exception {
        String lou = user("lou", "WRITE");
        refused(get("/api/v1/stores/secret", lou));
        await().untilAsserted(() -> {
            JsonNode entries =
                    json(get("/api/v1/audit?caller=user:lou", admin())).path("items");
            assertThat(entries).hasSize(1);
            assertThat(entries.at("/0/status").asInt()).isEqualTo(403);
            assertThat(entries.at("/0/path").asString()).isEqualTo("/api/v1/stores/secret");
        });
    }

    /** The gateway lets such a call pass: what is open in a table is the table's service to say. */
    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/event-stream"})
    void whatAServiceRefusesIsInTheAuditLogToo(String accepted) throws Exception {
        String name = "ned" + accepted.length();
        String path = "/api/v1/tables/" + name;
        platform.metadata.on(
                path,
                exchange -> TestService.answer(
                        exchange, 403, "application/problem+json", "{\"code\":\"forbidden\",\"status\":403}"));
        refused(call("GET", path, "", user(name, "WRITE"), "Accept", accepted));
        await().untilAsserted(() -> {
            JsonNode entries =
                    json(get("/api/v1/audit?caller=user:" + name, admin())).path("items");
            assertThat(entries).hasSize(1);
            assertThat(entries.at("/0/status").asInt()).isEqualTo(403);
            assertThat(entries.at("/0/path").asString()).isEqualTo(path);
        });
    }

    @Test
    void aWriterWithoutGrantsHandsNothingOut() throws Exception {
        user("max", "READ");
        String writer = made("/api/v1/tokens", "{\"name\":\"plain\",\"scope\":\"WRITE\"}")
                .path("token")
                .asString();
        refused(call("POST", "/api/v1/grants", grant("max", "OWNERSHIP", "TABLE", "*", true), writer));
        refused(get("/api/v1/grants", writer));
    }
}
