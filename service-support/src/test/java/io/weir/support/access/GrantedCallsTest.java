package io.weir.support.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.support.identity.Identity;
import io.weir.support.identity.LocalIdentity;
import io.weir.support.identity.Scope;
import io.weir.support.probe.Asking;
import io.weir.support.probe.ProbeService;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A service that holds its callers to what their roles were granted. */
class GrantedCallsTest {

    @TempDir
    static Path dataDir;

    private static ControlPlane platform;
    private static ProbeService.Running service;

    @BeforeAll
    static void start() throws Exception {
        platform = new ControlPlane();
        service = ProbeService.start(
                "--weir.identity.enabled=true",
                "--weir.identity.keeper=true",
                "--weir.data-dir=" + dataDir,
                "--weir.services.platform-url=" + platform.address());
    }

    @AfterAll
    static void stop() {
        service.close();
        platform.close();
    }

    @BeforeEach
    void grants() {
        platform.answersWith(200);
        platform.grant(
                "analyst",
                new Grant(Privilege.SELECT, ResourceKind.TABLE, "sales.*", false),
                new Grant(Privilege.MANAGE, ResourceKind.STORE, "*", false),
                new Grant(Privilege.USAGE, ResourceKind.TABLE, "secret", false));
        platform.grant("owner", new Grant(Privilege.OWNERSHIP, ResourceKind.TABLE, "*", false));
    }

    private static HttpResponse<String> call(String method, String path, Scope scope, String... roles)
            throws Exception {
        Identity caller = new Identity("user:ann", scope, List.of(roles));
        return service.asking()
                .send(method, path, "", "Authorization", "Bearer " + LocalIdentity.token(dataDir, caller));
    }

    @Test
    void opensWhatWasGrantedAndNothingElse() throws Exception {
        assertThat(call("GET", "/crates/sales.a", Scope.READ, "analyst").body()).isEqualTo("sales.a");
        for (String other : List.of("secret", "sale", "Sales.a", "%2A", "*")) {
            JsonNode refused =
                    Asking.problem(call("GET", "/crates/" + other, Scope.WRITE, "analyst"), 403, "forbidden");
            assertThat(refused.at("/required/privilege").asString()).isEqualTo("SELECT");
            assertThat(refused.at("/required/kind").asString()).isEqualTo("TABLE");
        }
        Asking.problem(call("GET", "/crates/sales.a", Scope.WRITE), 403, "forbidden");
        Asking.problem(call("GET", "/crates/sales.a", Scope.WRITE, "nobody"), 403, "forbidden");
    }

    @Test
    void opensWhatIsInAnOrganization() throws Exception {
        platform.contain(new Member(ResourceKind.DATABASE, "shop"), new Member(ResourceKind.STORE, "shop"));
        platform.grant(
                "shopkeeper",
                new Grant(Privilege.SELECT, ResourceKind.ORGANIZATION, "shop", false),
                new Grant(Privilege.USAGE, ResourceKind.STORE, "other", false));

        assertThat(call("GET", "/crates/shop.sales.orders", Scope.READ, "shopkeeper")
                        .body())
                .isEqualTo("shop.sales.orders");
        Asking.problem(call("GET", "/crates/sales.a", Scope.READ, "shopkeeper"), 403, "forbidden");
        Asking.problem(call("GET", "/crates/shop", Scope.READ, "shopkeeper"), 403, "forbidden");
        Asking.problem(call("DELETE", "/crates", Scope.WRITE, "shopkeeper"), 403, "forbidden");
    }

    @Test
    void whatSomebodyMadeIsOpenToThem() throws Exception {
        assertThat(call("GET", "/crates/made.by.ann", Scope.READ).body()).isEqualTo("made.by.ann");
        Asking.problem(call("GET", "/crates/made.by.ben", Scope.WRITE), 403, "forbidden");
        Asking.problem(call("GET", "/crates/made.by.ann*", Scope.WRITE), 403, "forbidden");
        Asking.problem(call("DELETE", "/crates", Scope.WRITE), 403, "forbidden");
    }

    @Test
    void whatIsAboutAllNeedsAGrantOnAll() throws Exception {
        Asking.problem(call("DELETE", "/crates", Scope.WRITE, "analyst"), 403, "forbidden");
        assertThat(call("DELETE", "/crates", Scope.WRITE, "analyst", "owner").body())
                .isEqualTo("ashes");
    }

    @Test
    void aScopeBoundsWhatGrantsOpen() throws Exception {
        Asking.problem(call("DELETE", "/crates", Scope.READ, "owner"), 403, "forbidden");
    }

    @Test
    void listsWhatTheCallerMayKnowOf() throws Exception {
        assertThat(call("GET", "/crates", Scope.READ, "analyst").body())
                .isEqualTo("[\"made.by.ann\",\"sales.a\",\"sales.b\",\"secret\"]");
        assertThat(call("GET", "/crates", Scope.READ).body()).as("what it owns").isEqualTo("[\"made.by.ann\"]");
    }

    @Test
    void pagesTellOfNothingThatTheCallerMayNotKnowOf() throws Exception {
        List<String> pages = new ArrayList<>();
        String token = "";
        do {
            String page = call("GET", "/crates/of/wood/by/page?limit=1" + token, Scope.READ, "analyst")
                    .body();
            String next = page.replaceFirst(".*\"nextPageToken\":\"([^\"]*)\".*|.*", "$1");
            assertThat(new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8))
                    .doesNotContain("hidden");
            pages.add(page.replaceFirst(",\"nextPageToken\".*", "}"));
            token = next.isEmpty() ? "" : "&pageToken=" + next;
        } while (!token.isEmpty());

        assertThat(pages)
                .containsExactly("{\"items\":[\"sales.a\"]}", "{\"items\":[\"sales.b\"]}", "{\"items\":[\"secret\"]}");
        assertThat(call("GET", "/crates/of/wood/by/page", Scope.READ).body()).isEqualTo("{\"items\":[]}");
    }

    /** It would be a place there, too, but not the one that it is here. */
    @Test
    void theTokenOfAPageIsRefusedByEveryOtherList() throws Exception {
        String page = call("GET", "/crates/of/wood/by/page?limit=2&filter=a", Scope.ADMIN)
                .body();
        String token = "pageToken=" + page.replaceFirst(".*\"nextPageToken\":\"([^\"]*)\".*", "$1");

        assertThat(call("GET", "/crates/of/wood/by/page?filter=a&limit=5&" + token, Scope.ADMIN)
                        .statusCode())
                .isEqualTo(200);
        for (String other : List.of("iron/by/page?filter=a&", "wood/by/page?filter=b&", "wood/by/page?")) {
            JsonNode refused =
                    Asking.problem(call("GET", "/crates/of/" + other + token, Scope.ADMIN), 422, "invalid-request");
            assertThat(refused.at("/errors/0/field").asString()).isEqualTo("pageToken");
            assertThat(refused.at("/errors/0/message").asString()).isEqualTo("is not a token of this list");
        }
    }

    @Test
    void whatNoDatabaseTakesForTextIsRefusedByTheNameOfItsParameter() throws Exception {
        JsonNode refused = Asking.problem(
                call("GET", "/crates/of/wood/by/page?filter=a%00b", Scope.ADMIN), 422, "invalid-request");
        assertThat(refused.at("/errors/0/field").asString()).isEqualTo("filter");
    }

    @Test
    void whatSaysNothingIsClosedToWhoIsBoundByGrants() throws Exception {
        String forgotten = "/crates/forgotten/by/its/author";
        Asking.problem(call("GET", forgotten, Scope.WRITE, "owner"), 403, "forbidden");
        Asking.problem(call("GET", "/actuator/info", Scope.WRITE, "owner"), 403, "forbidden");
        assertThat(call("GET", forgotten, Scope.ADMIN, "owner").statusCode()).isEqualTo(200);
        Asking.problem(call("GET", "/crates/a/b/c/d/e", Scope.WRITE, "owner"), 404, "not-found");
    }

    @Test
    void whoIsNotBoundByGrantsSeesAllWithoutALookUp() throws Exception {
        int before = platform.calls();
        String token = LocalIdentity.token(dataDir, new Identity("token:deploy", Scope.READ));
        assertThat(service.asking()
                        .get("/crates/secret", "Authorization", "Bearer " + token)
                        .body())
                .isEqualTo("secret");
        assertThat(call("GET", "/crates/secret", Scope.ADMIN).body()).isEqualTo("secret");
        assertThat(platform.calls()).isEqualTo(before);
    }

    @Test
    void asksAsItselfAndNotForEveryCall() throws Exception {
        platform.grant("asked", new Grant(Privilege.SELECT, ResourceKind.TABLE, "x", false));
        int before = platform.calls();
        long begun = System.nanoTime();
        for (int call = 0; call < 20; call++) {
            assertThat(call("GET", "/crates/x", Scope.READ, "asked").statusCode())
                    .isEqualTo(200);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        assertThat(platform.calls() - before).isBetween(1, (int) seconds + 1);
        assertThat(platform.askedBy()).startsWith("Bearer ey");
    }

    @Test
    void aGrantThatIsTakenBackIsOverWithinSeconds() throws Exception {
        platform.grant("brief", new Grant(Privilege.SELECT, ResourceKind.TABLE, "x", false));
        assertThat(call("GET", "/crates/x", Scope.READ, "brief").statusCode()).isEqualTo(200);
        platform.grant("brief");
        await().until(() -> call("GET", "/crates/x", Scope.READ, "brief").statusCode() == 403);
    }

    @Test
    void opensNothingWhereItCannotBeTold() throws Exception {
        platform.answersWith(500);
        HttpResponse<String> answer = call("GET", "/crates/sales.a", Scope.READ, "never-asked-before");
        Asking.problem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
