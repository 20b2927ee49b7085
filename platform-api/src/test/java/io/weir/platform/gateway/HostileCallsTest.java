package io.weir.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.platform.TestPlatform;
import io.weir.platform.TestService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that try to be one thing to the gateway and another to the service. */
class HostileCallsTest {

    private static final Queue<String> ARRIVED = new ConcurrentLinkedQueue<>();
    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = new TestPlatform("server.tomcat.connection-timeout=2s");
        platform.metadata.on("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            ARRIVED.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            TestService.answer(exchange, 200, "application/json", "{}");
        });
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void forget() {
        ARRIVED.clear();
    }

    private static String send(String request) throws IOException {
        return new RawCall(platform.port()).send(request.replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Two lengths, a length that is none, an encoding that is none, a blank in a name.
                "POST /api/v1/tables HTTP/1.1\nHost: x\nContent-Length: 5\nContent-Length: 6\n\nhello!",
                "POST /api/v1/tables HTTP/1.1\nHost: x\nContent-Length: +5\n\nhello",
                "POST /api/v1/tables HTTP/1.1\nHost: x\nTransfer-Encoding: xchunked\nConnection: close\n\n0\n\n",
                "POST /api/v1/tables HTTP/1.1\nHost: x\nTransfer-Encoding : chunked\nConnection: close\n\n0\n\n",
                "POST /api/v1/tables HTTP/1.1\nHost: x\nTransfer-Encoding: chunked, identity\nConnection: close\n\n0\n\n",
                "GET /api/v1/tables HTTP/1.1\nHost: x\nHost: y\n\n",
                "GET /api/v1/tables HTTP/1.1\n\n",
                "GET /api/v1/tables HTTP/9.9\nHost: x\n\n",
                "GET /api/v1/ta<b>les HTTP/1.1\nHost: x\n\n",
                "G@T /api/v1/tables HTTP/1.1\nHost: x\nConnection: close\n\n",
            })
    void whatIsAmbiguousIsRefusedAsAProblem(String request) throws IOException {
        String answer = send(request);
        assertThat(answer).matches("(?s)HTTP/1.1 (400|501|505) .*");
        assertThat(answer).contains("application/problem+json", "\"code\":", "\"requestId\":");
        assertThat(ARRIVED).isEmpty();
    }

    @Test
    void aChunkedBodyThatAlsoHasALengthIsOneCall() throws IOException {
        String smuggled = "GET /api/v1/smuggled HTTP/1.1\nHost: x\n\n";
        String answer = send(
                "POST /api/v1/tables HTTP/1.1\nHost: x\nContent-Length: 4\nTransfer-Encoding: chunked\nConnection: close\n\n"
                        + "5\nhello\n0\n\n" + smuggled);
        assertThat(answer).matches("(?s)HTTP/1.1 (200|400) .*").containsOnlyOnce("HTTP/1.1");
        assertThat(ARRIVED).noneMatch(call -> call.contains("smuggled"));
        assertThat(ARRIVED).allMatch(call -> call.equals("POST /api/v1/tables hello"));
    }

    /** To a service, which must not take what came for all of it, and to the gateway itself. */
    @ParameterizedTest
    @CsvSource({
        "/api/v1/tables, 5\\nhel",
        "/api/v1/tables, zz\\nhello\\n0\\n\\n",
        "/api/v1/tables, 5\\nhello",
        "/api/v1/tables, 5\\nhello\\n",
        "/api/v1/stores, 5\\nhel",
        "/api/v1/stores, zz\\nhello\\n0\\n\\n",
    })
    void aBodyThatDoesNotComeAsItsHeadSaysIsMalformed(String path, String body) throws IOException {
        String head =
                "POST " + path + " HTTP/1.1\nHost: x\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n";
        String answer = send(head + body.replace("\\n", "\n"));
        assertThat(answer)
                .matches("(?s)HTTP/1.1 (400|408) .*")
                .contains("application/problem+json", "\"code\":\"", "\"requestId\":")
                .containsIgnoringCase("Connection: close");
        assertThat(ARRIVED).isEmpty();
    }

    @Test
    void headersThatAreTooLongAreRefused() throws IOException {
        String answer = send("GET /api/v1/tables HTTP/1.1\nHost: x\nX-Long: " + "a".repeat(70_000) + "\n\n");
        assertThat(answer).matches("(?s)HTTP/1.1 (400|431) .*").contains("application/problem+json");
        assertThat(ARRIVED).isEmpty();
    }

    @Test
    void aForgedForwardingHeaderDoesNotReachAService() throws IOException {
        platform.metadata.on("/api/v1/transactions", exchange -> {
            ARRIVED.addAll(exchange.getRequestHeaders().keySet());
            TestService.answer(exchange, 200, "application/json", "{}");
        });
        send("GET /api/v1/transactions HTTP/1.1\nHost: x\nX-Forwarded-For: 1.2.3.4\nForwarded: for=1.2.3.4\n"
                + "X-Forwarded-Host: evil\nConnection: close\n\n");
        assertThat(ARRIVED).isNotEmpty().noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT)
                .contains("forwarded"));
    }
}
