package io.weir.platform.organization;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.platform.access.AccessCalls;
import io.weir.platform.access.Grants;
import io.weir.support.access.Removal;
import io.weir.support.access.ResourceKind;
import io.weir.test.UndecidedChange;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is granted on an organization holds for what is in it, as long as it is, and for nothing else. */
class OrganizationsTest extends AccessCalls {

    private static void organization(String name) {
        made("/api/v1/organizations", "{\"name\":\"%s\",\"comment\":\"about %s\"}".formatted(name, name));
    }

    private static String contents(String organization) {
        return path("organizations", organization) + "/contents";
    }

    private static HttpResponse<String> put(String organization, String kind, String name, String token) {
        String body = "{\"kind\":\"%s\",\"name\":\"%s\"}".formatted(kind, name);
        return call("PUT", contents(organization), body, token);
    }

    private static HttpResponse<String> take(String organization, String kind, String name, String token) {
        return call("DELETE", contents(organization) + "?kind=" + kind + "&name=" + name, "", token);
    }

    private static List<String> namesIn(String organization, String query) {
        return json(get(contents(organization) + query, admin())).path("items").findValuesAsString("name");
    }

    private static void fails(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
    }

    @Test
    void whatIsGrantedOnItOpensWhatIsPutIntoIt() {
        organization("open");
        made("/api/v1/stores", store("open.in"));
        made("/api/v1/stores", store("open.out"));
        String token = user("open.user", "WRITE");
        granted("open.user", "MANAGE", "ORGANIZATION", "open");
        settles(path("organizations", "open"), token, 200);
        refused(get("/api/v1/stores/open.in", token));

        passes(put("open", "STORE", "open.in", admin()));

        settles("/api/v1/stores/open.in", token, 200);
        refused(get("/api/v1/stores/open.out", token));
        assertThat(json(get("/api/v1/stores", token)).path("items").findValuesAsString("name"))
                .containsExactly("open.in");
        assertThat(canI("MANAGE", "STORE", "open.in", token).path("because").asString())
                .isEqualTo("it was granted MANAGE on ORGANIZATION open, which has STORE open.in in it");
        assertThat(canI("OWNERSHIP", "STORE", "open.in", token).path("allowed").asBoolean())
                .as("more than what was granted")
                .isFalse();

        passes(take("open", "STORE", "open.in", admin()));
        settles("/api/v1/stores/open.in", token, 403);
        assertThat(get("/api/v1/stores/open.in", admin()).statusCode()).isEqualTo(200);
    }

    @Test
    void aGrantOnTheBeginningOfNamesHoldsForWhatIsInAllOfThem() {
        organization("many.a");
        organization("many.b");
        organization("more");
        for (String name : List.of("many.a", "many.b", "more")) {
            made("/api/v1/stores", store("store." + name));
            passes(put(name, "STORE", "store." + name, admin()));
        }
        String token = user("many.user", "READ");
        granted("many.user", "USAGE", "ORGANIZATION", "many.*");

        settles("/api/v1/stores/store.many.b", token, 200);
        assertThat(get("/api/v1/stores/store.many.a", token).statusCode()).isEqualTo(200);
        refused(get("/api/v1/stores/store.more", token));
    }

    /** Who asks for what a role was granted, as services do, is told what is in its organizations. */
    @Test
    void grantsOfARoleSayWhatIsInItsOrganizations() {
        organization("told");
        passes(put("told", "DATABASE", "told.sales", admin()));
        passes(put("told", "POOL", "large", admin()));
        role("told.role");
        granted("told.role", "MANAGE", "ORGANIZATION", "told");
        granted("told.role", "USAGE", "STORE", "told");

        var items = json(get("/api/v1/grants?inherited=true&role=told.role", admin()))
                .path("items");

        assertThat(items.path(0).path("members").toString())
                .isEqualTo("[{\"kind\":\"DATABASE\",\"name\":\"told.sales\"},{\"kind\":\"POOL\",\"name\":\"large\"}]");
        assertThat(items.path(1).has("members")).isFalse();
    }

    /** Else who looks after an organization could have whatever there is. */
    @Test
    void onlyWhoOwnsAThingPutsItIntoOne() {
        organization("lent");
        made("/api/v1/stores", store("lent.mine"));
        made("/api/v1/stores", store("lent.other"));
        String token = user("lent.user", "WRITE");
        granted("lent.user", "MANAGE", "ORGANIZATION", "lent");
        granted("lent.user", "MANAGE", "STORE", "lent.*");
        passes(handOver("/api/v1/stores/lent.mine", "user:lent.user", admin()));
        settles("/api/v1/stores/lent.mine", token, 200);

        passes(put("lent", "STORE", "lent.mine", token));
        refused(put("lent", "STORE", "lent.other", token));
        assertThat(namesIn("lent", "")).containsExactly("lent.mine");

        organization("lent.away");
        refused(put("lent.away", "STORE", "lent.mine", token));
        refused(take("lent.away", "STORE", "lent.mine", token));
        refused(get(contents("lent.away"), token));
    }

    @Test
    void aThingIsInOneOfThemAndTwiceIsOnce() {
        organization("one");
        organization("two");
        passes(put("one", "POOL", "shared", admin()));
        passes(put("one", "POOL", "shared", admin()));
        passes(put("two", "STORE", "shared", admin()));

        HttpResponse<String> other = put("two", "POOL", "shared", admin());

        fails(other, 409, "in-other-organization");
        assertThat(json(other).path("organization").asString()).isEqualTo("one");
        assertThat(namesIn("one", "")).containsExactly("shared");
        fails(take("two", "POOL", "shared", admin()), 404, "not-in-organization");
        fails(put("none", "POOL", "other", admin()), 404, "organization-not-found");
        fails(get(contents("none"), admin()), 404, "organization-not-found");
    }

    @ParameterizedTest
    @CsvSource({"TABLE,sales.orders,kind", "SCHEMA,sales.eu,kind", "ORGANIZATION,other,kind", "STORE,s*,name"})
    void whatCannotBeInOneIsToldByItsField(String kind, String name, String field) {
        organization("strict." + kind);

        HttpResponse<String> answer = put("strict." + kind, kind, name, admin());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(namesIn("strict." + kind, "")).isEmpty();
    }

    /** The next of its name is open to nobody by what was put in before. */
    @Test
    void whatIsRemovedIsInNoneAnyMore() {
        organization("left");
        role("left.role");
        made("/api/v1/stores", store("left.store"));
        made("/api/v1/users", "{\"name\":\"left.user\"}");
        for (String member :
                List.of("STORE left.store", "ROLE left.role", "USER left.user", "PIPELINE left.pipeline")) {
            String[] words = member.split(" ");
            passes(put("left", words[0], words[1], admin()));
        }
        Instant since = platform.bean(JdbcClient.class)
                .sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        passes(put("left", "POOL", "left.pool", admin()));

        platform.pipelines("");
        for (String path : List.of("stores/left.store", "roles/left.role", "users/left.user")) {
            passes(call("DELETE", "/api/v1/" + path, "", admin()));
        }
        Grants grants = platform.bean(Grants.class);
        grants.forget(new Removal(ResourceKind.PIPELINE, "left.pipeline", since));
        grants.forget(new Removal(ResourceKind.POOL, "left.pool", since));

        assertThat(namesIn("left", ""))
                .as("put in after one of its name was removed")
                .containsExactly("left.pool");
    }

    @Test
    void oneWithSomethingInItGoesOnlyWhenThatIsTakenOut() {
        organization("going");
        made("/api/v1/stores", store("going.store"));
        passes(put("going", "STORE", "going.store", admin()));
        role("going.role");
        granted("going.role", "MANAGE", "ORGANIZATION", "going");

        HttpResponse<String> kept = call("DELETE", path("organizations", "going"), "", admin());

        fails(kept, 409, "organization-in-use");
        assertThat(json(kept).path("users").toString()).isEqualTo("[\"STORE going.store\"]");
        passes(call("DELETE", path("organizations", "going") + "?cascade=true", "", admin()));
        assertThat(get("/api/v1/stores/going.store", admin()).statusCode()).isEqualTo(200);
        assertThat(get(path("organizations", "going"), admin()).statusCode()).isEqualTo(404);
        organization("going");
        assertThat(namesIn("going", "")).isEmpty();
        assertThat(json(get("/api/v1/grants?role=going.role", admin())).path("items"))
                .isEmpty();
    }

    /** Who puts something in while it goes finds none, and leaves nothing behind. */
    @Test
    void whatIsPutIntoOneThatGoesIsTold() {
        organization("vanishing");

        HttpResponse<String> answer = UndecidedChange.before(
                platform.bean(DataSource.class),
                "delete from organization where name = 'vanishing'",
                "%organization%",
                () -> put("vanishing", "POOL", "late", admin()));

        fails(answer, 404, "organization-not-found");
    }

    @Test
    void contentsArePagedInTheOrderOfKindsAndNames() {
        organization("paged");
        for (String member : List.of("STORE b", "POOL z", "STORE a", "JOB x y/z")) {
            String[] words = member.split(" ", 2);
            passes(put("paged", words[0], "paged " + words[1], admin()));
        }

        var first = json(get(contents("paged") + "?limit=3", admin()));
        assertThat(first.path("items").findValuesAsString("name")).containsExactly("paged x y/z", "paged z", "paged a");
        String next = first.path("nextPageToken").asString();
        assertThat(namesIn("paged", "?limit=3&pageToken=" + next)).containsExactly("paged b");
    }

    @Test
    void noMoreIsInOneThanServicesAreToldOf() {
        organization("full");
        platform.bean(JdbcClient.class)
                .sql("insert into organization_content select 'JOB', 'full ' || n, 'full', now()"
                        + " from generate_series(1, " + (Organizations.MOST_CONTENTS - 1) + ") n")
                .update();
        passes(put("full", "JOB", "last", admin()));

        fails(put("full", "JOB", "one too many", admin()), 409, "organization-full");
        passes(put("full", "JOB", "last", admin()));
        passes(take("full", "JOB", "last", admin()));
        passes(put("full", "JOB", "another", admin()));
    }

    /** As roles and users are: what somebody may there is a matter of who may what. */
    @Test
    void aTokenThatNoGrantsBindNeedsTheScopeOfAdministrators() {
        organization("closed");
        String token = made("/api/v1/tokens", "{\"name\":\"closed-writer\",\"scope\":\"WRITE\"}")
                .path("token")
                .asString();

        refused(get("/api/v1/organizations", token));
        refused(put("closed", "POOL", "p", token));
        assertThat(canI("USAGE", "ORGANIZATION", "closed", token)
                        .path("allowed")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void ofTwoWhoHandOverWhatTheyReadOneIsTold() {
        organization("contested.organization");
        Organizations organizations = platform.bean(Organizations.class);
        Organization read = organizations.get("contested.organization");

        assertThat(organizations.handOver(read, "user:first")).isTrue();
        assertThat(organizations.handOver(read, "user:second")).isFalse();
        assertThat(organizations.get("contested.organization").owner()).isEqualTo("user:first");
    }
}
