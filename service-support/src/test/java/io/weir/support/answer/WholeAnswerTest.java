package io.weir.support.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.probe.Asking;
import io.weir.support.probe.ProbeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WholeAnswerTest {

    private static ProbeService.Running service;
    private static Asking asking;

    @BeforeAll
    static void start() {
        service = ProbeService.start();
        asking = service.asking();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String things(int bytes) {
        String thing =
                "{\"name\":\"a\",\"kind\":\"KAFKA\",\"count\":1,\"labels\":[\"%s\"]}".formatted("x".repeat(bytes));
        return asking.raw(
                "POST /probe/things HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + thing.length() + "\r\n\r\n" + thing);
    }

    private static String get(String path) {
        return asking.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    private static String head(String answer) {
        return answer.substring(0, answer.indexOf("\r\n\r\n"));
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void anAnswerInJsonHasItsLength() {
        String answer = things(1000);
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(head(answer))
                .contains("Content-Length: " + body(answer).length())
                .doesNotContain("chunked");
    }

    @Test
    void aProblemHasItsLength() {
        String answer = get("/probe/unavailable");
        assertThat(answer).startsWith("HTTP/1.1 503");
        assertThat(head(answer))
                .contains(
                        "application/problem+json",
                        "Content-Length: " + body(answer).length());
    }

    @Test
    void whatIsLongerThanTheBufferGoesInPieces() {
        String answer = things(100_000);
        assertThat(head(answer)).contains("Transfer-Encoding: chunked");
        assertThat(answer).contains("\"labels\":[\"x").endsWith("\r\n0\r\n\r\n");
    }

    @Test
    void linesAreFlushed() {
        assertThat(get("/probe/flushed"))
                .contains("Transfer-Encoding: chunked", "\r\n\r\n2\r\n1\n\r\n2\r\n2\n\r\n0\r\n");
    }
}
