package io.weir.platform.access;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.weir.platform.TestService;
import io.weir.platform.store.Stores;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What goes with a store, a secret or a topic, in which order, at whose word; the ingest worker's part is its own tests'. */
class CascadeTest extends AccessCalls {

    private static final String USERS = "/internal/v1/users-of-stores";

    private final List<String> asked = new ArrayList<>();

    /** What a worker does: it is noted, and what comes of it is the test's. */
    private void worker(Worker worker) {
        platform.ingest.on(USERS, exchange -> {
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().getRawQuery() + " by " + caller(exchange));
            worker.answer(exchange);
        });
    }

    @FunctionalInterface
    private interface Worker {
        void answer(HttpExchange exchange) throws IOException;
    }

    private static void done(HttpExchange exchange) throws IOException {
        platform.pipelines("");
        TestService.answer(exchange, 204, "application/json", "");
    }

    private static String caller(HttpExchange exchange) {
        String claims = Stream.of(exchange.getRequestHeaders()
                        .getFirst("Authorization")
                        .substring("Bearer ".length())
                        .split("\\."))
                .map(part -> new String(Base64.getUrlDecoder().decode(part), StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());
        return claims.replaceAll("(?s).*\"((?:user|local|service):[^\"]*)\".*", "$1");
    }

    private static void usedBy(String... stores) {
        platform.pipelines(Stream.of(stores)
                .map(store -> "{\"name\":\"of-%s\",\"state\":\"STOPPED\",\"source\":{\"store\":\"%s\",\"topic\":\"t\"},"
                                .formatted(store, store)
                        + "\"target\":{\"delta\":{\"table\":\"o\"}}}")
                .collect(Collectors.joining(",")));
    }

    private static void keyed(String name, String secret) {
        made(
                "/api/v1/stores",
                "{\"name\":\"%s\",\"kind\":\"MOTHERDUCK\",\"properties\":{\"database\":\"d\",\"token\":\"secret:%s\"}}"
                        .formatted(name, secret));
    }

    private static void secret(String name) {
        made("/api/v1/secrets", "{\"name\":\"%s\",\"value\":\"hunter2\"}".formatted(name));
    }

    private static HttpResponse<String> cascade(String path, String token) {
        return call("DELETE", path + "?cascade=true", "", token);
    }

    private static int status(String path) {
        return get(path, admin()).statusCode();
    }

    @AfterEach
    void nothingIsUsed() {
        platform.pipelines("");
    }

    @Test
    void aStoreGoesAfterItsUsersWhichGoInTheNameOfWhoAsks() {
        made("/api/v1/stores", store("casc.a"));
        String ida = user("cascader-a", "WRITE");
        granted("cascader-a", "MANAGE", "STORE", "casc.a");
        settles("/api/v1/stores/casc.a", ida, 200);
        usedBy("casc.a");
        List<Boolean> there = new ArrayList<>();
        worker(exchange -> {
            there.add(platform.bean(Stores.class).find("casc.a").isPresent());
            done(exchange);
        });

        HttpResponse<String> without = call("DELETE", "/api/v1/stores/casc.a", "", ida);
        HttpResponse<String> with = cascade("/api/v1/stores/casc.a", ida);

        assertThat(without.statusCode()).isEqualTo(409);
        assertThat(with.statusCode()).as(with.body()).isEqualTo(204);
        assertThat(asked).containsExactly("DELETE store=casc.a by user:cascader-a");
        assertThat(there).containsExactly(true);
        assertThat(status("/api/v1/stores/casc.a")).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | {\"detail\":\"no\",\"required\":{\"name\":\"p\"}} | 403 | forbidden     | {\"name\":\"p\"} | required",
                "409 | {\"detail\":\"no\",\"users\":[\"pipeline p\"]}    | 409 | store-in-use  | [\"pipeline p\"] | users",
                "500 | {\"detail\":\"no\"}                               | 503 | unavailable   |                  | users",
                "404 | {}                                                | 503 | unavailable   |                  | users",
                "200 | nothing                                           | 503 | unavailable   |                  | users",
            })
    void aStoreWhoseUsersDoNotGoStays(int answered, String body, int status, String code, String member, String named) {
        String name = "casc.kept-" + answered;
        made("/api/v1/stores", store(name));
        usedBy(name);
        worker(exchange -> TestService.answer(exchange, answered, "application/problem+json", body));

        HttpResponse<String> refused = cascade("/api/v1/stores/" + name, admin());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(json(refused).path("code").asString()).isEqualTo(code);
        assertThat(json(refused).path(named).toString()).isEqualTo(member == null ? "" : member);
        assertThat(refused.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
        assertThat(status("/api/v1/stores/" + name)).isEqualTo(200);
    }

    /** The users are gone, and nobody here knows: it is as if the platform had been killed before it went on. */
    @ParameterizedTest
    @ValueSource(strings = {"stores", "secrets"})
    void theSameCallFinishesWhatALostAnswerBrokeOff(String kind) {
        String name = "casc.lost-" + kind;
        secret(name);
        keyed(name, name);
        usedBy(name);
        worker(exchange -> {
            platform.pipelines("");
            exchange.close();
        });

        HttpResponse<String> lost = cascade("/api/v1/" + kind + "/" + name, admin());
        assertThat(json(lost).path("code").asString()).as(lost.body()).isEqualTo("unavailable");
        assertThat(json(lost).path("detail").asString()).contains("Repeat it");
        assertThat(Stream.of("/api/v1/secrets/" + name, "/api/v1/stores/" + name)
                        .map(CascadeTest::status))
                .containsOnly(200);

        worker(CascadeTest::done);
        HttpResponse<String> again = cascade("/api/v1/" + kind + "/" + name, admin());
        assertThat(again.statusCode()).as(again.body()).isEqualTo(204);
        assertThat(status("/api/v1/stores/" + name)).isEqualTo(404);
        assertThat(status("/api/v1/secrets/" + name)).isEqualTo(kind.equals("stores") ? 200 : 404);
    }

    /** Its own half fails when the users are gone: the database ends the session that removes the rest. */
    @Test
    void theSameCallFinishesWhatTheDatabaseBrokeOff() {
        secret("casc-cut");
        keyed("casc.cut", "casc-cut");
        usedBy("casc.cut");
        JdbcClient jdbc = platform.bean(JdbcClient.class);
        jdbc.sql("create function cut_off() returns trigger language plpgsql as"
                        + " $$ begin perform pg_terminate_backend(pg_backend_pid()); return old; end $$")
                .update();
        jdbc.sql("create trigger cut_off before delete on store for each row execute function cut_off()")
                .update();
        worker(CascadeTest::done);

        HttpResponse<String> cut = cascade("/api/v1/secrets/casc-cut", admin());
        assertThat(cut.statusCode()).as(cut.body()).isEqualTo(503);
        jdbc.sql("drop trigger cut_off on store").update();
        assertThat(Stream.of("/api/v1/secrets/casc-cut", "/api/v1/stores/casc.cut")
                        .map(CascadeTest::status))
                .containsOnly(200);

        HttpResponse<String> again = cascade("/api/v1/secrets/casc-cut", admin());
        assertThat(again.statusCode()).as(again.body()).isEqualTo(204);
        assertThat(Stream.of("/api/v1/secrets/casc-cut", "/api/v1/stores/casc.cut")
                        .map(CascadeTest::status))
                .containsOnly(404);
    }

    @Test
    void whoeverUsesItMeanwhileKeepsIt() {
        made("/api/v1/stores", store("casc.b"));
        usedBy("casc.b");
        worker(exchange -> TestService.answer(exchange, 204, "application/json", ""));

        HttpResponse<String> refused = cascade("/api/v1/stores/casc.b", admin());

        assertThat(json(refused).path("code").asString()).isEqualTo("store-in-use");
        assertThat(json(refused).at("/users/0").asString()).isEqualTo("pipeline of-casc.b");
        assertThat(status("/api/v1/stores/casc.b")).isEqualTo(200);
    }

    @Test
    void aSecretTakesItsStoresAlongAndWhatUsesThese() {
        secret("casc-key");
        keyed("casc.c", "casc-key");
        keyed("casc.d", "casc-key");
        usedBy("casc.c", "casc.d");
        worker(CascadeTest::done);

        HttpResponse<String> without = call("DELETE", "/api/v1/secrets/casc-key", "", admin());
        HttpResponse<String> with = cascade("/api/v1/secrets/casc-key", admin());

        assertThat(json(without).path("users").toString()).isEqualTo("[\"store casc.c\",\"store casc.d\"]");
        assertThat(with.statusCode()).as(with.body()).isEqualTo(204);
        assertThat(asked).containsExactly("DELETE store=casc.c&store=casc.d by local:test");
        assertThat(Stream.of("/api/v1/secrets/casc-key", "/api/v1/stores/casc.c", "/api/v1/stores/casc.d")
                        .map(CascadeTest::status))
                .containsOnly(404);
    }

    @Test
    void aStoreThatComesToReferToItMeanwhileKeepsASecretAndAllItsStores() {
        secret("casc-late");
        keyed("casc.e", "casc-late");
        worker(exchange -> {
            keyed("casc.late", "casc-late");
            done(exchange);
        });

        HttpResponse<String> refused = cascade("/api/v1/secrets/casc-late", admin());

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("users").toString()).isEqualTo("[\"store casc.late\"]");
        assertThat(Stream.of("/api/v1/secrets/casc-late", "/api/v1/stores/casc.e", "/api/v1/stores/casc.late")
                        .map(CascadeTest::status))
                .containsOnly(200);
    }

    @Test
    void aSecretGoesWithStoresThatItsRemoverMayRemove() {
        secret("casc-held");
        keyed("casc.f", "casc-held");
        String ben = user("cascader-b", "WRITE");
        granted("cascader-b", "MANAGE", "SECRET", "casc-held");
        settles("/api/v1/secrets/casc-held", ben, 200);
        worker(CascadeTest::done);

        HttpResponse<String> unseen = cascade("/api/v1/secrets/casc-held", ben);
        granted("cascader-b", "USAGE", "STORE", "casc.f");
        settles("/api/v1/stores/casc.f", ben, 200);
        HttpResponse<String> seen = cascade("/api/v1/secrets/casc-held", ben);

        assertThat(json(unseen).path("code").asString()).isEqualTo("secret-in-use");
        assertThat(json(unseen).path("otherUsers").asInt()).isEqualTo(1);
        assertThat(unseen.body()).doesNotContain("casc.f");
        refused(seen);
        assertThat(asked).as("nothing is begun").isEmpty();
        assertThat(status("/api/v1/stores/casc.f")).isEqualTo(200);
    }
}
