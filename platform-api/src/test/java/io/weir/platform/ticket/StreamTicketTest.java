package io.weir.platform.ticket;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.SignedInPlatform;
import io.weir.platform.TestService;
import io.weir.platform.gateway.RawCall;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A browser listens by an address alone, and its ticket opens nothing else. */
@ExtendWith(OutputCaptureExtension.class)
class StreamTicketTest extends Listening {

    private static HttpResponse<String> ask(String token) {
        return platform.post(TICKETS, "", "Authorization", "Bearer " + token);
    }

    private static String ticket(String token) {
        return json(ask(token)).path("ticket").asString();
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(json(answer).path("code").asString()).isEqualTo("unauthenticated");
    }

    private static String claims(HttpResponse<String> echoed) {
        assertThat(echoed.statusCode()).as(echoed.body()).isEqualTo(200);
        String seen = json(echoed).path("seen").asString();
        return new String(Base64.getUrlDecoder().decode(seen.split("[ .]")[2]), StandardCharsets.UTF_8);
    }

    @Test
    void itsHolderListensAsWhoHadItMade() {
        String token = token("live-reader", "");
        HttpResponse<String> answer = ask(token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode made = json(answer);
        assertThat(made.path("expiresInSeconds").asInt()).isEqualTo(900);
        assertThat(made.path("url").asString())
                .isEqualTo(STREAM + "?ticket=" + made.path("ticket").asString());

        HttpResponse<String> heard = platform.get(made.path("url").asString());
        assertThat(claims(heard)).contains("\"sub\":\"token:live-reader\"", "\"scope\":\"read\"", "\"exp\"");
        assertThat(json(heard).path("query").asString()).isEqualTo("null");
        HttpResponse<String> again = platform.get(
                STREAM + "?events=run.*&ticket=" + made.path("ticket").asString() + "&lastEventId=5",
                "Last-Event-ID",
                "7");
        assertThat(json(again).path("query").asString())
                .as("no service meets a ticket")
                .isEqualTo("events=run.*&lastEventId=5");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/events",
        "GET, /api/v1/events/stream/",
        "GET, /api/v1/events/%73tream",
        "GET, /api/v1/events//stream",
        "GET, /api/v1/jobs",
        "GET, /api/v1/stores",
        "GET, /api/v1/tables",
        "POST, /api/v1/events/stream",
        "HEAD, /api/v1/events/stream",
        "POST, /api/v1/events/broadcast",
        "POST, /api/v1/events/stream-tickets"
    })
    void itOpensNothingElse(String method, String path) {
        String ticket = ticket(running.admin());
        for (String query : List.of("?ticket=" + ticket, "?token=" + ticket, "")) {
            HttpResponse<String> answer =
                    platform.send(platform.request(path + query).method(method, BodyPublishers.noBody()));
            assertThat(answer.statusCode()).as(query).isEqualTo(401);
        }
        HttpResponse<String> asToken = platform.send(
                platform.request(path, "Authorization", "Bearer " + ticket).method(method, BodyPublishers.noBody()));
        assertThat(asToken.statusCode()).isEqualTo(401);
    }

    @Test
    void nothingElseIsATicket() {
        String token = token("live-exact", "");
        String ticket = ticket(token);
        String signed = json(platform.get("/api/v1/tables", "Authorization", "Bearer " + token))
                .path("seen")
                .asString()
                .substring("Bearer ".length());
        Stream.of(
                        "",
                        "x",
                        token,
                        signed,
                        running.admin(),
                        ticket + "A",
                        ticket.substring(0, 40) + "x" + ticket.substring(41),
                        ticket + "&ticket=" + ticket)
                .forEach(other -> refused(platform.get(STREAM + "?ticket=" + other)));
        assertThat(platform.get(STREAM + "?ticket=" + ticket, "Authorization", "Bearer x")
                        .statusCode())
                .as("of a header and a ticket the header counts")
                .isEqualTo(401);
        refused(platform.get(STREAM));
    }

    @Test
    void itGoesWithTheTokenThatItWasMadeWith() {
        String address = address(token("live-revoked", ""));
        assertThat(platform.get(address).statusCode()).isEqualTo(200);
        platform.delete("/api/v1/tokens/live-revoked", "Authorization", "Bearer " + running.admin());
        refused(platform.get(address));
        String brief = address(token("live-brief", ""));
        platform.bean(JdbcClient.class)
                .sql("update api_token set expires_at = now() where name = 'live-brief'")
                .update();
        await().until(() -> platform.get(brief).statusCode() == 401);
    }

    @Test
    void itNeedsTheGrantThatTheStreamNeeds() {
        made("/api/v1/roles", "{\"name\":\"live\"}");
        made("/api/v1/users", "{\"name\":\"live-ann\",\"roles\":[\"live\"]}");
        made("/api/v1/users", "{\"name\":\"live-bob\"}");
        made("/api/v1/grants", "{\"role\":\"live\",\"privilege\":\"SELECT\",\"kind\":\"JOB\",\"name\":\"*\"}");
        HttpResponse<String> without = ask(token("live-bob", ",\"user\":\"live-bob\""));
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(json(without).at("/required/kind").asString()).isEqualTo("JOB");
        assertThat(claims(platform.get(address(token("live-ann", ",\"user\":\"live-ann\"")))))
                .contains("\"sub\":\"user:live-ann\"", "\"roles\":[\"live\"]");
        assertThat(ask("nonsense").statusCode()).isEqualTo(401);
    }

    /** Any answer but a stream would be its last one. */
    @Test
    void aBrowserIsToldToComeBackWhereOthersAreToldToWait() {
        String token = token("live-patient", "");
        String address = address(token);
        for (int call = 0; call < 6; call++) {
            // Enough that the breaker takes what follows for no sign of a service that is away.
            assertThat(platform.get(address).statusCode()).isEqualTo(200);
        }
        platform.lineage.on(
                STREAM, exchange -> TestService.answer(exchange, 503, "application/problem+json", "{\"code\":\"x\"}"));
        assertComesBack(platform.get(address));
        assertThat(platform.get(STREAM, "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(503);
        platform.lineage.on(STREAM, exchange -> exchange.close());
        assertComesBack(platform.get(address));
    }

    private static void assertComesBack(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(answer.body()).matches("retry: [0-9]{4,5}\n\n");
    }

    @Test
    void aNamedOriginMayListen() {
        String address = address(token("live-origin", ""));
        for (HttpResponse<String> heard : List.of(
                platform.get(address, "Origin", SignedInPlatform.ORIGIN),
                platform.get(STREAM + "?ticket=void", "Origin", SignedInPlatform.ORIGIN))) {
            assertThat(heard.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(SignedInPlatform.ORIGIN);
        }
        assertThat(platform.get(address, "Origin", "https://evil.example.com").statusCode())
                .isEqualTo(403);
    }

    @Test
    void noLogHasIt(CapturedOutput output) throws IOException {
        String ticket = ticket(token("live-silent", ""));
        platform.get(STREAM + "?ticket=" + ticket);
        HttpResponse<String> refused = platform.get(STREAM + "?ticket=" + ticket + "x", "X-Request-Id", "no-ticket");
        assertThat(refused.body()).doesNotContain(ticket);
        String unreadable = "GET " + STREAM + "?ticket=" + ticket + "&events=run|x HTTP/1.1\r\nHost: x\r\n\r\n";
        assertThat(new RawCall(platform.port()).send(unreadable))
                .startsWith("HTTP/1.1 400")
                .contains("problem+json")
                .doesNotContain(ticket);
        await().untilAsserted(() -> {
            String audit = platform.get("/api/v1/audit?limit=1000", "Authorization", "Bearer " + running.admin())
                    .body();
            assertThat(audit).contains("no-ticket").doesNotContain(ticket);
        });
        assertThat(output.getAll()).doesNotContain(ticket);
        // A call is noted after its answer was sent.
        await().untilAsserted(() -> assertThat(accessLogs())
                .contains("\"GET " + STREAM + " HTTP/1.1\" 401", "no-ticket")
                .doesNotContain(ticket));
    }

    /** There are two where a day has ended since the first call. */
    private static String accessLogs() throws IOException {
        StringBuilder noted = new StringBuilder();
        try (Stream<Path> logs = Files.list(running.accessLogs())) {
            for (Path log : logs.toList()) {
                noted.append(Files.readString(log));
            }
        }
        return noted.toString();
    }
}
