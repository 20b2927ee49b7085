package io.weir.platform.access;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.platform.TestService;
import io.weir.platform.gateway.RawCall;
import io.weir.platform.secret.Secret;
import io.weir.platform.secret.Secrets;
import io.weir.platform.store.Store;
import io.weir.platform.store.Stores;
import io.weir.support.access.Removal;
import io.weir.support.identity.Identity;
import io.weir.support.identity.LocalIdentity;
import io.weir.support.identity.Scope;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Users, their roles, and what is open and closed to them. Each test has users and roles of its own. */
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

    @Test
    void whatSomebodyMadeIsTheirsUntilTheyHandItOver() throws Exception {
        String path = "/api/v1/stores/opal.lake";
        String opal = user("opal", "WRITE");
        String pia = user("pia", "WRITE");
        long lent = granted("opal", "MANAGE", "STORE", "opal.*");
        settles("/api/v1/stores/opal.none", opal, 404);
        assertThat(json(call("POST", "/api/v1/stores", store("opal.lake"), opal))
                        .path("owner")
                        .asString())
                .isEqualTo("user:opal");
        made("/api/v1/stores", store("opal.other"));
        call("DELETE", "/api/v1/grants/" + lent, "", admin());
        settles("/api/v1/stores/opal.other", opal, 403);

        assertThat(get(path, opal).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/stores", opal).body()).contains("opal.lake").doesNotContain("opal.other");
        assertThat(canI("OWNERSHIP", "STORE", "opal.lake", opal).path("because").asString())
                .isEqualTo("it owns it");
        assertThat(canI("USAGE", "STORE", "opal.*", opal).path("allowed").asBoolean())
                .isFalse();
        refused(call("POST", "/api/v1/grants", grant("pia", "USAGE", "STORE", "opal.other", false), opal));
        refused(call("POST", "/api/v1/grants", grant("pia", "USAGE", "STORE", "opal.l*", false), opal));
        refused(call("POST", "/api/v1/grants", grant("pia", "USAGE", "STORE", "opal.lake", false), pia));
        assertThat(call("POST", "/api/v1/grants", grant("pia", "USAGE", "STORE", "opal.lake", false), opal)
                        .statusCode())
                .isEqualTo(201);
        settles(path, pia, 200);
        refused(handOver(path, "user:pia", pia));

        assertThat(handOver(path, "pia", opal).statusCode()).isEqualTo(422);
        HttpResponse<String> given = handOver(path, "user:pia", opal);
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        assertThat(given.headers().firstValue("ETag"))
                .isEqualTo(get(path, pia).headers().firstValue("ETag"));
        refused(get(path, opal));
        refused(handOver(path, "user:opal", opal));
        HttpResponse<String> again = handOver(path, "user:pia", opal);
        assertThat(again.statusCode()).as("its answer was lost").isEqualTo(200);
        assertThat(again.body()).isEqualTo(given.body());
        assertThat(again.headers().firstValue("ETag")).isEqualTo(given.headers().firstValue("ETag"));
        refused(handOver(path, "user:rob", opal));
        assertThat(handOver(path, "user:rob", pia).statusCode()).isEqualTo(200);
        refused(handOver(path, "user:pia", opal));
        assertThat(handOver(path, "user:pia", admin()).statusCode()).isEqualTo(200);
        assertThat(call("DELETE", path, "", pia).statusCode()).isEqualTo(204);

        made("/api/v1/stores", store("opal.lake"));
        settles(path, pia, 403);
        assertThat(get("/api/v1/grants?role=pia", admin()).body()).doesNotContain("opal.lake");
    }

    @Test
    void ofTwoWhoHandOverWhatTheyReadOneIsTold() throws Exception {
        made("/api/v1/stores", store("contested"));
        Stores stores = platform.bean(Stores.class);
        Store read = stores.get("contested");
        assertThat(stores.handOver(read, "user:first").owner()).isEqualTo("user:first");
        assertThatThrownBy(() -> stores.handOver(read, "user:second")).hasMessageContaining("changed since");
        assertThat(stores.get("contested").owner()).isEqualTo("user:first");
        Secrets secrets = platform.bean(Secrets.class);
        Instant now = Instant.now();
        Secret secret = new Secret(UUID.randomUUID(), "contested", "user:maker", Map.of(), "k", 0, now, now);
        secrets.add(secret, new byte[1]);
        assertThat(secrets.handOver(secret, "user:first")).isTrue();
        assertThat(secrets.handOver(secret, "user:second")).isFalse();
        assertThat(secrets.remove(secrets.get("contested"))).isTrue();
    }

    @Test
    void ownersOfTablesAndPipelinesAreAskedOfTheirServices() throws Exception {
        String rob = user("rob", "WRITE");
        platform.metadata.on(
                "/api/v1/tables/of.rob",
                exchange -> TestService.answer(exchange, 200, "application/json", "{\"owner\":\"user:rob\"}"));
        platform.ingest.on(
                "/api/v1/compute-pools/of.rob",
                exchange -> TestService.answer(exchange, 200, "application/json", "{\"owner\":\"user:rob\"}"));
        assertThat(canI("OWNERSHIP", "POOL", "of.rob", rob).path("allowed").asBoolean())
                .isTrue();
        platform.metadata.on("/api/v1/tables/silent", exchange -> TestService.answer(exchange, 500, "text/plain", ""));
        assertThat(canI("MANAGE", "TABLE", "of.rob", rob).path("allowed").asBoolean())
                .isTrue();
        assertThat(canI("MANAGE", "TABLE", "of.others", rob).path("allowed").asBoolean())
                .isFalse();
        assertThat(call("POST", "/api/v1/grants", grant("rob", "SELECT", "TABLE", "of.rob", true), rob)
                        .statusCode())
                .isEqualTo(201);
        refused(call("POST", "/api/v1/grants", grant("rob", "SELECT", "TABLE", "of.others", true), rob));
        HttpResponse<String> unknown =
                call("POST", "/api/v1/grants", grant("rob", "SELECT", "TABLE", "silent", true), rob);
        assertThat(unknown.statusCode()).isEqualTo(503);
        assertThat(unknown.headers().firstValue("Retry-After")).isPresent();
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
    void aRoleThatIsTakenAwayClosesWithinSeconds() throws Exception {
        made("/api/v1/stores", store("brief"));
        String ida = user("ida", "WRITE");
        granted("ida", "USAGE", "STORE", "brief");
        settles("/api/v1/stores/brief", ida, 200);
        HttpResponse<String> read = get("/api/v1/users/ida", admin());
        String tag = read.headers().firstValue("ETag").orElseThrow();
        assertThat(call("PATCH", "/api/v1/users/ida", "{\"roles\":[]}", admin(), "If-Match", tag)
                        .statusCode())
                .isEqualTo(200);
        settles("/api/v1/stores/brief", ida, 403);
        assertThat(call("PATCH", "/api/v1/users/ida", "{\"roles\":[\"ida\"]}", admin(), "If-Match", tag)
                        .statusCode())
                .as("of two changes with one tag one wins")
                .isEqualTo(412);
        settles("/api/v1/stores/brief", ida, 403);
    }

    @Test
    void aRoleIsChangedAsItWasRead() {
        role("kay.other");
        role("kay");
        String path = "/api/v1/roles/kay";
        HttpResponse<String> read = get(path, admin());
        assertThat(json(read).path("updatedAt")).isEqualTo(json(read).path("createdAt"));
        HttpResponse<String> changed =
                call("PATCH", path, "{\"description\":\"of Kay\"}", admin(), "If-Match", tag(read));
        assertThat(json(changed).path("description").asString()).isEqualTo("of Kay");
        assertThat(Instant.parse(json(changed).path("updatedAt").asString()))
                .isAfter(Instant.parse(json(changed).path("createdAt").asString()));
        assertThat(call("PATCH", path, "{\"description\":\"late\"}", admin(), "If-Match", tag(read))
                        .statusCode())
                .isEqualTo(412);
        HttpResponse<String> given = call("PUT", path + "/roles/kay.other", "", admin());
        assertThat(tag(given)).isNotEqualTo(tag(changed));
        assertThat(tag(call("PUT", path + "/roles/kay.other", "", admin())))
                .as("twice is once")
                .isEqualTo(tag(given));
        assertThat(call("DELETE", path, "", admin(), "If-Match", tag(changed)).statusCode())
                .isEqualTo(412);
        assertThat(json(get(path, admin())).path("roles").toString()).isEqualTo("[\"kay.other\"]");
        HttpResponse<String> taken = call("DELETE", path + "/roles/kay.other", "", admin());
        assertThat(tag(taken)).isNotEqualTo(tag(given));
        assertThat(call("PATCH", path, "{\"description\":\"" + "x".repeat(1001) + "\"}", admin())
                        .statusCode())
                .isEqualTo(422);
        assertThat(call("PATCH", "/api/v1/roles/kay.none", "{\"description\":\"\"}", admin())
                        .statusCode())
                .isEqualTo(404);
        assertThat(call("DELETE", path, "", admin(), "If-Match", tag(taken)).statusCode())
                .isEqualTo(204);
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

    private static HttpResponse<String> give(String role, String granted) {
        return call("PUT", "/api/v1/roles/" + role + "/roles/" + granted, "", admin());
    }

    @Test
    void whoHasARoleHasWhatThatRoleHas() {
        made("/api/v1/stores", store("inherited"));
        String nan = user("nan", "WRITE");
        role("nan.reader");
        role("nan.writer", "nan.reader");
        granted("nan.reader", "USAGE", "STORE", "inherited");
        refused(get("/api/v1/stores/inherited", nan));
        HttpResponse<String> given = give("nan", "nan.writer");
        assertThat(json(given).path("roles").toString()).isEqualTo("[\"nan.writer\"]");
        assertThat(give("nan", "nan.writer").statusCode())
                .as("twice is as good as once")
                .isEqualTo(200);
        settles("/api/v1/stores/inherited", nan, 200);
        String question = "/api/v1/access/can-i?privilege=USAGE&kind=STORE&name=inherited";
        assertThat(json(get(question, nan)).path("allowed").asBoolean()).isTrue();
        // What services ask: they hold their callers to the same.
        JsonNode all = json(get("/api/v1/grants?role=nan&inherited=true", nan)).path("items");
        assertThat(all).hasSize(1);
        assertThat(all.at("/0/role").asString()).isEqualTo("nan.reader");
        assertThat(json(get("/api/v1/grants?role=nan", nan)).path("items")).isEmpty();
        assertThat(call("DELETE", "/api/v1/roles/nan.writer/roles/nan.reader", "", admin())
                        .statusCode())
                .isEqualTo(200);
        settles("/api/v1/stores/inherited", nan, 403);
    }

    @Test
    void noRoleComesToHaveItself() {
        role("circle.c");
        role("circle.b", "circle.c");
        role("circle.a", "circle.b");
        HttpResponse<String> closed = give("circle.c", "circle.a");
        assertThat(closed.statusCode()).isEqualTo(409);
        assertThat(json(closed).path("code").asString()).isEqualTo("role-cycle");
        assertThat(json(closed).path("cycle").toString())
                .isEqualTo("[\"circle.c\",\"circle.a\",\"circle.b\",\"circle.c\"]");
        assertThat(json(give("circle.a", "circle.a")).path("cycle").toString())
                .isEqualTo("[\"circle.a\",\"circle.a\"]");
        assertThat(give("circle.a", "no-role").statusCode()).isEqualTo(404);
        assertThat(give("no-role", "circle.a").statusCode()).isEqualTo(404);
        HttpResponse<String> had = call("DELETE", "/api/v1/roles/circle.b", "", admin());
        assertThat(had.statusCode()).isEqualTo(409);
        assertThat(json(had).path("roles").toString()).isEqualTo("[\"circle.a\"]");
        assertThat(call("DELETE", "/api/v1/roles/circle.a", "", admin()).statusCode())
                .as("what it has does not keep it")
                .isEqualTo(204);
    }

    /** Each pair would close a circle of two. */
    @Test
    void ofTwoThatCloseACircleAtOnceOneIsRefused() {
        for (int pair = 0; pair < 8; pair++) {
            String left = "left" + pair;
            String right = "right" + pair;
            role(left);
            role(right);
            CompletableFuture<HttpResponse<String>> one = CompletableFuture.supplyAsync(() -> give(left, right));
            CompletableFuture<HttpResponse<String>> other = CompletableFuture.supplyAsync(() -> give(right, left));
            assertThat(List.of(one.join().statusCode(), other.join().statusCode()))
                    .containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void rolesInARowAreBounded() {
        role("row1");
        for (int place = 2; place <= 10; place++) {
            role("row" + place, "row" + (place - 1));
        }
        role("row0");
        HttpResponse<String> below = give("row1", "row0");
        assertThat(below.statusCode()).isEqualTo(422);
        assertThat(json(below).path("code").asString()).isEqualTo("role-chain-too-long");
        HttpResponse<String> above =
                call("POST", "/api/v1/roles", "{\"name\":\"row11\",\"roles\":[\"row10\"]}", admin());
        assertThat(above.statusCode()).isEqualTo(422);
        assertThat(get("/api/v1/roles/row11", admin()).statusCode())
                .as("not half made")
                .isEqualTo(404);
    }
}
