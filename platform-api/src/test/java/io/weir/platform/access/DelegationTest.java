package io.weir.platform.access;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.token.ApiToken;
import io.weir.platform.token.Tokens;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What roles, users and tokens open to who owns them or was granted something on them, and what they never do. */
class DelegationTest extends AccessCalls {

    private static final String WITH = "{\"name\":\"%s\",\"properties\":{\"team\":\"sales\"}%s}";

    private static HttpResponse<String> give(String role, String granted, String token) {
        return call("PUT", "/api/v1/roles/" + role + "/roles/" + granted, "", token);
    }

    private static HttpResponse<String> change(String kind, String name, String body, String token) {
        return call("PATCH", path(kind, name), body, token);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"roles|''", "users|''", "tokens|',\"scope\":\"READ\"'"})
    void eachHasAnOwnerAndPropertiesThatAreChangedAsTheyWereRead(String kind, String more) {
        String name = "noted." + kind;
        JsonNode made = made("/api/v1/" + kind, WITH.formatted(name, more));
        assertThat(made.path("owner").asString())
                .isEqualTo(made.path("createdBy").asString());
        assertThat(made.path("properties").toString()).isEqualTo("{\"team\":\"sales\"}");
        HttpResponse<String> read = get(path(kind, name), admin());
        assertThat(json(read).path("properties")).isEqualTo(made.path("properties"));
        HttpResponse<String> same = change(kind, name, "{}", admin());
        assertThat(json(same).path("properties")).as("left open").isEqualTo(made.path("properties"));
        String other = "{\"properties\":{\"mail\":\"x\"}}";
        HttpResponse<String> changed = call("PATCH", path(kind, name), other, admin(), "If-Match", tag(same));
        assertThat(json(changed).path("properties").toString()).isEqualTo("{\"mail\":\"x\"}");
        assertThat(Instant.parse(json(changed).path("updatedAt").asString()))
                .isAfter(Instant.parse(made.path("createdAt").asString()));
        assertThat(call("PATCH", path(kind, name), other, admin(), "If-Match", tag(read))
                        .statusCode())
                .isEqualTo(412);
        String tooLong = "{\"properties\":{\"x\":\"" + "y".repeat(1000) + "\"}}";
        HttpResponse<String> refused = change(kind, name, tooLong, admin());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("properties");
        HttpResponse<String> given = handOver(path(kind, name), "user:somebody", admin());
        assertThat(json(given).path("owner").asString()).isEqualTo("user:somebody");
        assertThat(tag(given)).isNotEqualTo(tag(changed));
    }

    @Test
    void ofTwoWhoHandOverWhatTheyReadOneIsTold() {
        role("contested.role");
        Roles roles = platform.bean(Roles.class);
        Role role = roles.get("contested.role");
        assertThat(roles.handOver(role, "user:first")).isTrue();
        assertThat(roles.handOver(role, "user:second")).isFalse();
        assertThat(roles.get("contested.role").owner()).isEqualTo("user:first");
        user("contested", "READ");
        Users users = platform.bean(Users.class);
        User user = users.get("contested");
        assertThat(users.handOver(user, "user:first")).isTrue();
        assertThat(users.handOver(user, "user:second")).isFalse();
        assertThat(users.get("contested").owner()).isEqualTo("user:first");
        Tokens tokens = platform.bean(Tokens.class);
        ApiToken token = tokens.get("contested-READ");
        assertThat(tokens.handOver(token, "user:first")).isTrue();
        assertThat(tokens.handOver(token, "user:second")).isFalse();
        ApiToken given = tokens.get("contested-READ");
        tokens.revoke(given, true);
        assertThat(tokens.handOver(given, "user:third")).as("revoked meanwhile").isFalse();
    }

    /** As it is for who was granted everything else. */
    @ParameterizedTest
    @ValueSource(strings = {"roles", "users", "tokens"})
    void whoHasNothingOfThemSeesNoneAndMakesNone(String kind) {
        String name = "nobody." + kind;
        String nobody = user(name, "WRITE");
        for (String open : List.of("STORE", "TABLE", "PIPELINE", "JOB", "SECRET", "DATABASE")) {
            granted(name, "OWNERSHIP", open, "*");
        }
        settles("/api/v1/stores/none", nobody, 404);
        assertThat(json(get("/api/v1/" + kind, nobody)).path("items")).isEmpty();
        refused(call("POST", "/api/v1/" + kind, WITH.formatted(name + ".x", ""), nobody));
        String own = kind.equals("tokens") ? name + "-WRITE" : name;
        refused(get(path(kind, own), nobody));
        refused(change(kind, own, "{}", nobody));
        refused(handOver(path(kind, own), "user:" + name, nobody));
        refused(call("DELETE", path(kind, own), "", nobody));
        refused(give(name, name, nobody));
    }

    /** Whoever looks after a user gives it what is theirs, and cannot give it, or so themselves, what is not. */
    @Test
    void whoOwnsAUserGivesItRolesOfTheirOwnAlone() {
        String lead = user("lead", "WRITE");
        user("member", "READ");
        role("team.reader");
        role("company.admin");
        passes(handOver("/api/v1/users/member", "user:lead", admin()));
        passes(handOver("/api/v1/roles/team.reader", "user:lead", admin()));

        assertThat(json(get("/api/v1/users", lead)).path("items").findValuesAsString("name"))
                .containsExactly("member");
        refused(change("users", "member", "{\"roles\":[\"member\",\"company.admin\"]}", lead));
        refused(change("users", "lead", "{\"roles\":[\"lead\",\"team.reader\"]}", lead));
        HttpResponse<String> given = change(
                "users", "member", "{\"roles\":[\"member\",\"team.reader\"],\"properties\":{\"a\":\"b\"}}", lead);
        assertThat(json(given).path("roles").toString()).isEqualTo("[\"member\",\"team.reader\"]");
        assertThat(json(change("users", "member", "{\"roles\":[]}", lead)).path("roles"))
                .as("less is never more")
                .isEmpty();
        refused(change("users", "member", "{\"roles\":[\"member\"]}", lead));
        HttpResponse<String> kept = call("DELETE", "/api/v1/users/member", "", lead);
        assertThat(kept.statusCode()).isEqualTo(409);
        assertThat(kept.body()).contains("1 that you may not see").doesNotContain("member-READ");
    }

    @Test
    void whoOwnsARoleDecidesWhoHasItAndNotWhatItIsGranted() {
        String lead = user("role-lead", "WRITE");
        role("role-lead.own");
        role("role-lead.other");
        passes(handOver("/api/v1/roles/role-lead.own", "user:role-lead", admin()));
        refused(give("role-lead.own", "role-lead.other", lead));
        refused(give("role-lead.other", "role-lead.own", lead));
        refused(call("POST", "/api/v1/grants", grant("role-lead.own", "SELECT", "TABLE", "t", false), lead));
        passes(handOver("/api/v1/roles/role-lead.other", "user:role-lead", admin()));
        passes(give("role-lead.own", "role-lead.other", lead));
        passes(call("DELETE", "/api/v1/roles/role-lead.own/roles/role-lead.other", "", lead));
        passes(change("roles", "role-lead.own", "{\"description\":\"ours\"}", lead));
        user("role-lead.holder", "READ");
        passes(change("users", "role-lead.holder", "{\"roles\":[\"role-lead.own\"]}", admin()));
        HttpResponse<String> had = call("DELETE", "/api/v1/roles/role-lead.own", "", lead);
        assertThat(had.statusCode()).as(had.body()).isEqualTo(409);
        assertThat(json(had).path("users")).isEmpty();
        assertThat(json(had).path("otherUsers").asInt()).isEqualTo(1);
        passes(change("users", "role-lead.holder", "{\"roles\":[]}", admin()));
        passes(call("DELETE", "/api/v1/roles/role-lead.own", "", lead));
    }

    /** Else who owns a token, or found it, could make it last for ever. */
    @Test
    void whoOwnsATokenEndsItAndNeverProlongsIt() {
        String holder = user("holder", "WRITE");
        passes(handOver("/api/v1/tokens/holder-WRITE", "user:holder", admin()));
        JsonNode own = json(get("/api/v1/tokens/holder-WRITE", holder));
        assertThat(own.path("owner").asString()).isEqualTo("user:holder");
        Instant end = Instant.parse(own.path("expiresAt").asString());
        String until = "{\"expiresAt\":\"%s\"}";
        refused(change("tokens", "holder-WRITE", until.formatted(end.plusSeconds(1)), holder));
        passes(change("tokens", "holder-WRITE", until.formatted(end.minus(1, ChronoUnit.DAYS)), holder));
        refused(change("tokens", "holder-WRITE", until.formatted(end), holder));
        passes(change("tokens", "holder-WRITE", until.formatted(end), admin()));
        refused(call(
                "POST", "/api/v1/tokens", "{\"name\":\"holder.2\",\"scope\":\"READ\",\"user\":\"holder\"}", holder));
        passes(call("DELETE", "/api/v1/tokens/holder-WRITE", "", holder));
        settles("/api/v1/stores", holder, 401);
    }

    @Test
    void whatIsGrantedOnThemIsDelegated() {
        String desk = user("desk", "WRITE");
        user("desk.ann", "READ");
        granted("desk", "MANAGE", "TOKEN", "desk.*");
        granted("desk", "MANAGE", "USER", "desk.*");
        granted("desk", "MANAGE", "ROLE", "desk.*");
        settles("/api/v1/tokens/desk.ann-READ", desk, 200);
        assertThat(json(get("/api/v1/tokens", desk)).path("items").findValuesAsString("name"))
                .containsExactly("desk.ann-READ");
        HttpResponse<String> made = call("POST", "/api/v1/roles", "{\"name\":\"desk.new\"}", desk);
        assertThat(json(made).path("owner").asString()).isEqualTo("user:desk");
        refused(call("POST", "/api/v1/roles", "{\"name\":\"desk.more\",\"roles\":[\"desk.ann\"]}", desk));
        refused(call("POST", "/api/v1/users", "{\"name\":\"desk.bob\",\"roles\":[\"desk.ann\"]}", desk));
        passes(call("POST", "/api/v1/users", "{\"name\":\"desk.bob\",\"roles\":[\"desk.new\"]}", desk));
        refused(handOver("/api/v1/roles/desk.ann", "user:desk", desk));
        HttpResponse<String> kept = call("DELETE", "/api/v1/users/desk.ann", "", desk);
        assertThat(json(kept).path("users").toString()).isEqualTo("[\"desk.ann-READ\"]");
        passes(call("DELETE", "/api/v1/tokens/desk.ann-READ", "", desk));
        passes(call("DELETE", "/api/v1/users/desk.ann", "", desk));
        passes(call("DELETE", "/api/v1/roles/desk.ann", "", desk));
    }

    @Test
    void aUserGoesWithItsTokensWhereTheyMayBeEnded() {
        String desk = user("leaving.desk", "WRITE");
        String gone = user("leaving", "READ");
        token("leaving", "WRITE");
        granted("leaving.desk", "MANAGE", "USER", "leaving");
        granted("leaving.desk", "MANAGE", "TOKEN", "leaving-READ");
        granted("leaving.desk", "USAGE", "STORE", "*");
        settles("/api/v1/users/leaving", desk, 200);
        HttpResponse<String> unseen = call("DELETE", "/api/v1/users/leaving?cascade=true", "", desk);
        assertThat(unseen.statusCode()).as(unseen.body()).isEqualTo(409);
        assertThat(unseen.body()).contains("leaving-READ, 1 more").doesNotContain("leaving-WRITE");
        granted("leaving.desk", "USAGE", "TOKEN", "leaving-WRITE");
        settles("/api/v1/tokens/leaving-WRITE", desk, 200);
        refused(call("DELETE", "/api/v1/users/leaving?cascade=true", "", desk));
        assertThat(get("/api/v1/stores", gone).statusCode())
                .as("nothing half done")
                .isEqualTo(200);
        passes(handOver("/api/v1/tokens/leaving-WRITE", "user:leaving.desk", admin()));
        passes(call("DELETE", "/api/v1/users/leaving?cascade=true", "", desk));
        settles("/api/v1/stores", gone, 401);
        assertThat(get("/api/v1/tokens/leaving-WRITE", admin()).statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/users/leaving", admin()).statusCode()).isEqualTo(404);
    }

    @Test
    void aRoleGoesFromWhoeverHasItWhereTheyMayBeChanged() {
        String lead = user("taker", "WRITE");
        role("taken");
        role("taken.above", "taken");
        user("taken.holder", "READ");
        passes(change("users", "taken.holder", "{\"roles\":[\"taken.holder\",\"taken\"]}", admin()));
        passes(handOver("/api/v1/roles/taken", "user:taker", admin()));
        passes(handOver("/api/v1/users/taken.holder", "user:taker", admin()));
        HttpResponse<String> unseen = call("DELETE", "/api/v1/roles/taken?cascade=true", "", lead);
        assertThat(unseen.statusCode()).as(unseen.body()).isEqualTo(409);
        assertThat(unseen.body()).contains("taken.holder, 1 more").doesNotContain("taken.above");
        granted("taker", "USAGE", "ROLE", "taken.above");
        settles("/api/v1/roles/taken.above", lead, 200);
        refused(call("DELETE", "/api/v1/roles/taken?cascade=true", "", lead));
        String before = tag(get("/api/v1/users/taken.holder", admin()));
        assertThat(get("/api/v1/users/taken.holder", admin()).body())
                .as("nothing half done")
                .contains("\"taken\"");
        passes(handOver("/api/v1/roles/taken.above", "user:taker", admin()));
        passes(call("DELETE", "/api/v1/roles/taken?cascade=true", "", lead));
        assertThat(json(get("/api/v1/users/taken.holder", admin()))
                        .path("roles")
                        .toString())
                .isEqualTo("[\"taken.holder\"]");
        assertThat(tag(get("/api/v1/users/taken.holder", admin()))).isNotEqualTo(before);
        assertThat(json(get("/api/v1/roles/taken.above", admin())).path("roles"))
                .isEmpty();
        assertThat(get("/api/v1/roles/taken", admin()).statusCode()).isEqualTo(404);
    }

    /** Else the next user of that name would have it. */
    @Test
    void aTokenIsNotMadeForAUserWhoGoesMeanwhile() {
        Users users = platform.bean(Users.class);
        for (int time = 0; time < 8; time++) {
            String name = "meanwhile" + time;
            made("/api/v1/users", "{\"name\":\"" + name + "\"}");
            String token = "{\"name\":\"%s\",\"scope\":\"READ\",\"user\":\"%s\"}".formatted(name, name);
            CompletableFuture<HttpResponse<String>> makes =
                    CompletableFuture.supplyAsync(() -> call("POST", "/api/v1/tokens", token, admin()));
            int gone = call("DELETE", path("users", name), "", admin()).statusCode();
            int made = makes.join().statusCode();
            assertThat(List.of(made, gone)).as("token, user").isIn(List.of(201, 409), List.of(404, 204));
            assertThat(users.find(name).isPresent()).isEqualTo(made == 201);
        }
    }

    @Test
    void grantsOnThemGoWithThem() {
        user("passing", "READ");
        role("passing.keeps");
        for (String kind : List.of("USER", "ROLE")) {
            granted("passing.keeps", "MANAGE", kind, "passing");
        }
        granted("passing.keeps", "MANAGE", "TOKEN", "passing-READ");
        for (String path : List.of("/api/v1/tokens/passing-READ", "/api/v1/users/passing", "/api/v1/roles/passing")) {
            passes(call("DELETE", path, "", admin()));
        }
        await().untilAsserted(() -> assertThat(
                        json(get("/api/v1/grants?role=passing.keeps", admin())).path("items"))
                .isEmpty());
    }

    /** Of who is bound by no grants, only administrators have a say in who may do what; can-i says so. */
    @ParameterizedTest
    @ValueSource(strings = {"ROLE", "USER", "TOKEN"})
    void aWriterWithoutAUserIsNoAdministrator(String kind) {
        String name = "plain." + kind;
        String writer = made("/api/v1/tokens", "{\"name\":\"%s\",\"scope\":\"WRITE\"}".formatted(name))
                .path("token")
                .asString();
        assertThat(canI("USAGE", kind, name, writer).path("allowed").asBoolean())
                .isFalse();
        assertThat(canI("MANAGE", "STORE", name, writer).path("allowed").asBoolean())
                .isTrue();
        assertThat(canI("OWNERSHIP", kind, name, admin()).path("allowed").asBoolean())
                .isTrue();
        String path = path(kind.toLowerCase(java.util.Locale.ROOT) + "s", name);
        refused(get(path, writer));
        refused(handOver(path, "token:" + name, writer));
    }
}
