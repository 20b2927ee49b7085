package io.weir.client.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.client.model.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, what is sent again, and what a refusal means. */
class CallsTest {

    private static final String DATABASE = "{\"name\":\"sales\",\"comment\":\"\",\"unheardOf\":{\"of\":1}}";

    private AnsweringServer server;
    private Calls calls;

    @BeforeEach
    void start() throws IOException {
        server = new AnsweringServer();
        calls = new Calls(server.settings());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsAnsweredIsReadWithItsTag() {
        server.answer(200, DATABASE);
        Tagged<Database> read = calls.tagged(Call.get("/api/v1/databases/sales"), Database.class);
        assertThat(read.value().getName()).isEqualTo("sales");
        assertThat(read.entityTag()).isEqualTo("\"7\"");
    }

    @Test
    void namesAndValuesAreEncoded() {
        calls.json(Call.get("/a/" + Call.part("x/y z+%"))
                .query("q", "a b&c=d+é")
                .query("none", null)
                .query("n", 5));
        assertThat(server.lines()).containsExactly("GET /a/x%2Fy%20z%2B%25?q=a%20b%26c%3Dd%2B%C3%A9&n=5");
        assertThat(server.last().headers().getFirst("Authorization")).isEqualTo("Bearer secret-token");
    }

    @ParameterizedTest
    @ValueSource(ints = {AnsweringServer.NONE, 429, 502, 503, 504})
    void whatMayBeMadeTwiceIsTriedAgain(int failure) {
        List<Call> repeatable = List.of(
                Call.get("/a"),
                Call.put("/a", Map.of("n", 1)),
                Call.post("/a", Map.of("n", 1)).once());
        for (Call call : repeatable) {
            server.fail(failure, failure);
            assertThat(calls.json(call).path("state").asText()).isEqualTo("RUNNING");
        }
        assertThat(server.lines()).hasSize(9);
        assertThat(server.calls().subList(6, 9).stream()
                        .map(call -> call.headers().getFirst("Idempotency-Key"))
                        .filter(Objects::nonNull)
                        .distinct())
                .as("one key of its own for all three")
                .hasSize(1);
        assertThat(server.calls().subList(0, 3).stream()
                        .map(call -> call.headers().getFirst("X-Request-Id"))
                        .distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501})
    void whatWillNotGoAwayIsToldAtOnce(int failure) {
        server.fail(failure);
        assertThatThrownBy(() -> calls.json(Call.get("/a"))).isInstanceOf(WeirException.Server.class);
        assertThat(server.lines()).hasSize(1);
    }

    /** By the code and not the status: a broker refuses again, and a request with the key is answered soon. */
    @Test
    void twoCodesAreNotAsTheirStatus() {
        server.answer(502, "{\"code\":\"broker-refused\"}");
        assertThatThrownBy(() -> calls.json(Call.get("/a"))).isInstanceOf(WeirException.Server.class);
        assertThat(server.lines()).hasSize(1);
        server.answer(409, "{\"code\":\"idempotency-key-in-use\"}");
        assertThat(calls.json(Call.get("/a")).path("state").asText()).isEqualTo("RUNNING");
        assertThat(server.lines()).hasSize(3);
    }

    @Test
    void anAnswerSaysHowLongToWait() {
        server.answer(503, "{}", Map.of("Retry-After", "1"));
        long begin = System.nanoTime();
        calls.json(Call.get("/a"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(server.lines()).hasSize(2);
    }

    @Test
    void aRefusalSaysWhatWasFoundAndWhatIsAllowed() {
        server.answer(422, """
                {"detail": "columns is missing; source.store is no store", "code": "pipeline-invalid", "errors": [
                  {"field": "columns", "message": "is missing", "allowed": "names with types"},
                  {"field": "source.store", "message": "is no store", "found": "nix", "allowed": "one of kind KAFKA"}]}
                """);
        assertThatThrownBy(() -> calls.json(Call.get("/a")))
                .hasMessageStartingWith(
                        "columns is missing; source.store is no store; columns: allowed: names with types; "
                                + "source.store: found nix, allowed: one of kind KAFKA (status=422, ");
        server.answer(401, "{\"detail\": \"Send a token.\"}");
        assertThatThrownBy(() -> calls.json(Call.get("/a")))
                .hasMessageStartingWith("Send a token; WEIR_TOKEN, or a DSN, says the token (status=401, ");
    }

    @Test
    void whatIsAllowedIsToldOnce() {
        server.answer(400, """
                {"detail": "since must be a date-time.", "errors": [
                  {"field": "since", "message": "has a value that does not fit", "found": "soon", "allowed": "a date-time"}]}
                """);
        assertThatThrownBy(() -> calls.json(Call.get("/a")))
                .hasMessageStartingWith("since must be a date-time; found soon (status=400, ");
    }

    /** Whoever forgot to say where it is sees where it was looked for. */
    @Test
    void noAnswerSaysWhereNobodyIsAndWhy() {
        Calls nobody = new Calls(ClientSettings.of("http://127.0.0.1:1", null));
        assertThatThrownBy(() -> nobody.json(Call.post("/a?name=b", Map.of())))
                .isInstanceOf(WeirException.TransientNetwork.class)
                .hasMessageStartingWith("POST http://127.0.0.1:1/a: no answer: nothing takes the connection (");
        IOException unknown = new ConnectException();
        unknown.initCause(new UnresolvedAddressException());
        assertThat(Exchange.reason(unknown)).isEqualTo("no host of this name is known");
        assertThat(Exchange.reason(new SSLException("plaintext"))).isEqualTo("TLS fails: plaintext");
    }

    /** A gateway that dies without a word leaves a connection that is open and says nothing any more. */
    @Test
    @Timeout(120)
    void anAnswerThatBreaksOffInTheMiddleIsWaitedForNoLonger() {
        server.stall();
        assertThatThrownBy(() -> hurried(1).json(Call.get("/a"))).isInstanceOf(WeirException.TransientNetwork.class);
        server.forget();
        server.stall();
        server.stall();
        // On a busy machine the time may be over before a call arrives: it counts as an attempt, and takes no answer.
        assertThat(hurried(100).json(Call.get("/b")).path("state").asText()).isEqualTo("RUNNING");
        assertThat(server.lines()).filteredOn("GET /b"::equals).hasSizeGreaterThanOrEqualTo(3);
    }

    private Calls hurried(int attempts) {
        return new Calls(new ClientSettings(
                server.settings().url(), null, Duration.ofMillis(300), attempts, Duration.ofMillis(1)));
    }

    @Test
    void whatMayNotBeMadeTwiceIsNot() {
        List<Call> once = List.of(Call.post("/a", Map.of()), Call.patch("/a", Map.of(), "\"7\""), Call.delete("/a"));
        for (Call call : once) {
            server.fail(503);
            assertThatThrownBy(() -> calls.json(call)).isInstanceOf(WeirException.Server.class);
        }
        assertThat(server.lines()).containsExactly("POST /a", "PATCH /a", "DELETE /a");
        assertThat(server.calls().get(1).headers().getFirst("If-Match")).isEqualTo("\"7\"");
    }

    @ParameterizedTest
    @CsvSource({
        "401, token-expired, Auth",
        "403, access-denied, Permission",
        "404, store-not-found, NotFound",
        "404, not-found, InvalidConfiguration",
        "409, store-exists, AlreadyExists",
        "409, store-in-use, InUse",
        "409, pipeline-running, Conflict",
        "412, precondition-failed, Conflict",
        "413, too-large, InvalidConfiguration",
        "422, store-invalid, InvalidConfiguration",
        "429, rate-limited, Server",
        "503, unavailable, Server"
    })
    void refusalsHaveKinds(int status, String code, String kind) {
        WeirException refused = refusal(
                status, "{\"code\":\"" + code + "\",\"detail\":\"because\",\"users\":[\"pipeline a\",\"pipeline b\"]}");
        assertThat(refused.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused).hasMessageContaining("because");
        if (refused instanceof WeirException.InUse used) {
            assertThat(used.users()).containsExactly("pipeline a", "pipeline b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transform", "query", "filter", "body"})
    void whatIsWrongWithSqlIsToldAsSuch(String field) {
        String problem =
                "{\"code\":\"pipeline-invalid\",\"errors\":[{\"field\":\"name\"},{\"field\":\"" + field + "\"}]}";
        assertThat(refusal(422, problem)).isInstanceOf(WeirException.Sql.class);
        assertThat(refusal(422, problem.replace(field, "other"))).isNotInstanceOf(WeirException.Sql.class);
    }

    @Test
    void aProxysPageIsToldByItsStatus() {
        assertThat(refusal(403, "<html>no</html>"))
                .isInstanceOf(WeirException.Permission.class)
                .hasMessageContaining("403");
    }

    @Test
    void aRedirectIsToldAndNotFollowed() {
        server.answer(302, "<html>moved</html>", Map.of("Location", "/login?state=1"));
        assertThatThrownBy(() -> calls.json(Call.get("/a")))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("redirect to /login;");
        assertThat(server.lines()).containsExactly("GET /a");
    }

    @Test
    void whatIsNoPlatformIsToldAsSuch() {
        server.answer(200, "<html>welcome</html>");
        assertThatThrownBy(() -> calls.json(Call.get("/a")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no Weir");
    }

    @Test
    void anAnswerWithoutABodyIsNone() {
        server.answer(200, "");
        JsonNode none = calls.json(Call.get("/a"));
        assertThat(none.isMissingNode()).isTrue();
    }

    private WeirException refusal(int status, String problem) {
        for (int attempt = 0; attempt < server.settings().attempts(); attempt++) {
            server.answer(status, problem);
        }
        WeirException refused = catchThrowableOfType(WeirException.class, () -> calls.json(Call.get("/a")));
        server.forget();
        return refused;
    }
}
