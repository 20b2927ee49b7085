package io.weir.platform.access;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Roles, and the roles that they have. Each test has users and roles of its own. */
class RolesTest extends AccessCalls {

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
