package io.weir.platform.access;

import static io.weir.platform.TestPlatform.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.TestService;
import io.weir.support.access.FormerOwner;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Names of users and tokens that are gone, and who comes by them next. */
class NamesThatComeAgainTest extends AccessCalls {

    /** A name that comes again must not bring what its bearer of before could give away. */
    @Test
    void theNextOfANameOwnsNothingOfTheOneBefore() {
        user("heir", "WRITE");
        role("heir.loom");
        made("/api/v1/stores", store("heir.lake"));
        made("/api/v1/tokens", "{\"name\":\"heir-bot\",\"scope\":\"WRITE\"}");
        made("/api/v1/stores", store("heir.bots"));
        for (String path : List.of("/api/v1/roles/heir.loom", "/api/v1/stores/heir.lake")) {
            passes(handOver(path, "user:heir", admin()));
        }
        passes(handOver("/api/v1/stores/heir.bots", "token:heir-bot", admin()));
        String tag = tag(get("/api/v1/stores/heir.lake", admin()));

        passes(call("DELETE", "/api/v1/users/heir?cascade=true", "", admin()));
        passes(call("DELETE", "/api/v1/tokens/heir-bot", "", admin()));
        made("/api/v1/users", "{\"name\":\"heir\"}");

        for (String path : List.of("/api/v1/roles/heir.loom", "/api/v1/stores/heir.lake", "/api/v1/stores/heir.bots")) {
            assertThat(json(get(path, admin())).path("owner").asString())
                    .as(path)
                    .isEqualTo("platform");
        }
        assertThat(tag(get("/api/v1/stores/heir.lake", admin()))).isNotEqualTo(tag);
        refused(get("/api/v1/roles/heir.loom", token("heir", "READ")));
    }

    /** Keys are remembered for a day, and what was answered may be meant for nobody else. */
    @ParameterizedTest
    @CsvSource({"users,keyed.user,?cascade=true", "tokens,keyed.token,''"})
    void theNextOfANameIsNotAnsweredWhatTheOneBeforeWas(String kind, String name, String cascade) {
        String body = store(name);
        HttpResponse<String> first = call("POST", "/api/v1/stores", body, bearer(kind, name), "Idempotency-Key", "1");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);

        passes(call("DELETE", path(kind, name) + cascade, "", admin()));
        HttpResponse<String> next = call("POST", "/api/v1/stores", body, bearer(kind, name), "Idempotency-Key", "1");

        assertThat(next.statusCode()).as(next.body()).isEqualTo(409);
        assertThat(next.headers().firstValue("Idempotency-Replayed")).isEmpty();
    }

    /** A token of somebody, of a user where it is a user's name. */
    private static String bearer(String kind, String name) {
        if (kind.equals("users")) {
            made("/api/v1/users", "{\"name\":\"%s\"}".formatted(name));
            return token(name, "ADMIN");
        }
        return made("/api/v1/tokens", "{\"name\":\"%s\",\"scope\":\"ADMIN\"}".formatted(name))
                .path("token")
                .asString();
    }

    /** At once: the call itself waits until the services know that the one before is gone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"users|''", "tokens|',\"scope\":\"ADMIN\"'"})
    void aNameComesAgainThoughAServiceIsSlowToHearOfTheOneBefore(String kind, String more) {
        String name = "again." + kind;
        String body = "{\"name\":\"%s\"%s}".formatted(name, more);
        made("/api/v1/" + kind, body);
        AtomicBoolean busy = new AtomicBoolean(true);
        platform.lineage.on(
                FormerOwner.PATH,
                message -> TestService.answer(message, busy.getAndSet(false) ? 503 : 204, "application/json", ""));

        passes(call("DELETE", path(kind, name), "", admin()));
        made("/api/v1/" + kind, body);
        assertThat(busy).isFalse();
    }

    /** What services keep by the name of somebody who is gone must not be found by the next of that name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"users|''|user:", "tokens|',\"scope\":\"ADMIN\"'|token:"})
    void nobodyComesToANameBeforeEveryServiceKnowsThatTheOneBeforeIsGone(String kind, String more, String prefix) {
        String name = "estate." + kind;
        String body = "{\"name\":\"%s\"%s}".formatted(name, more);
        made("/api/v1/" + kind, body);
        List<String> told = new CopyOnWriteArrayList<>();
        AtomicBoolean away = new AtomicBoolean(true);
        Map.of("metadata", platform.metadata, "ingest", platform.ingest, "lineage", platform.lineage)
                .forEach((service, server) -> server.on(FormerOwner.PATH, message -> {
                    if (service.equals("lineage") && away.get()) {
                        TestService.answer(message, 503, "application/json", "{}");
                        return;
                    }
                    told.add(service + " " + new String(message.getRequestBody().readAllBytes(), UTF_8));
                    TestService.answer(message, 204, "application/json", "");
                }));

        passes(call("DELETE", path(kind, name), "", admin()));
        String known = " {\"owner\":\"" + prefix + name + "\"}";
        await().untilAsserted(() -> assertThat(told).contains("metadata" + known, "ingest" + known));
        HttpResponse<String> early = call("POST", "/api/v1/" + kind, body, admin());
        assertThat(early.statusCode()).as(early.body()).isEqualTo(503);
        assertThat(early.headers().firstValue("Retry-After")).contains("1");
        assertThat(get(path(kind, name), admin()).statusCode())
                .as("nothing half made")
                .isEqualTo(404);

        away.set(false);
        await().untilAsserted(() -> assertThat(
                        call("POST", "/api/v1/" + kind, body, admin()).statusCode())
                .isEqualTo(201));
        assertThat(told)
                .as("once more before somebody else comes, for what calls left that were at work")
                .containsExactlyInAnyOrderElementsOf(Stream.of("metadata", "ingest", "lineage")
                        .flatMap(service -> Stream.of(service + known, service + known))
                        .toList());
    }

    /** As long as nobody else comes by the name, calls that were at work are let end. */
    @Test
    void theServicesAreToldOnceMoreWhenTheLongestCallMustHaveEnded() {
        made("/api/v1/users", "{\"name\":\"at.work\"}");
        passes(call("DELETE", path("users", "at.work"), "", admin()));

        await().untilAsserted(() -> assertThat(waiting("at.work"))
                .containsExactlyInAnyOrder("METADATA later", "INGEST later", "LINEAGE later"));
    }

    private static List<String> waiting(String user) {
        return platform.bean(JdbcClient.class)
                .sql("select destination || case when next_attempt_at > created_at then ' later' else ' now' end"
                        + " from outbox_message where body like ?")
                .param("%user:" + user + "\"%")
                .query(String.class)
                .list();
    }

    /** A call that was at work when its user went leaves what it makes under a name that is nobody's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"users|''|user:", "tokens|',\"scope\":\"ADMIN\"'|token:"})
    void whatACallLeftThatWasAtWorkIsNotTheNextOnes(String kind, String more, String prefix) {
        String name = "straggler." + kind;
        String body = "{\"name\":\"%s\"%s}".formatted(name, more);
        made("/api/v1/" + kind, body);
        made("/api/v1/stores", store(name));
        passes(call("DELETE", path(kind, name), "", admin()));
        passes(handOver("/api/v1/stores/" + name, prefix + name, admin()));
        JdbcClient jdbc = platform.bean(JdbcClient.class);
        jdbc.sql("insert into idempotency_key (key, fingerprint, caller) values (?, '', ?)")
                .params(name, prefix + name)
                .update();

        made("/api/v1/" + kind, body);

        assertThat(json(get("/api/v1/stores/" + name, admin())).path("owner").asString())
                .isEqualTo("platform");
        assertThat(jdbc.sql("select count(*) from idempotency_key where key = ?")
                        .param(name)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** What it costs is the same for one as for all of them. */
    @Test
    void aUserGoesWithManyTokensAndAllThatTheyOwn() {
        made("/api/v1/users", "{\"name\":\"many\"}");
        for (String token : List.of("many-1", "many-2", "many-3")) {
            made("/api/v1/tokens", "{\"name\":\"%s\",\"scope\":\"READ\",\"user\":\"many\"}".formatted(token));
            made("/api/v1/stores", store(token));
            passes(handOver("/api/v1/stores/" + token, "token:" + token, admin()));
        }
        passes(call("DELETE", path("users", "many") + "?cascade=true", "", admin()));

        for (String token : List.of("many-1", "many-2", "many-3")) {
            assertThat(json(get("/api/v1/stores/" + token, admin()))
                            .path("owner")
                            .asString())
                    .isEqualTo("platform");
        }
    }
}
