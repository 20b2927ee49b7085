package io.weir.support.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.probe.Asking;
import io.weir.support.probe.ProbeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that Tomcat refuses before any filter or controller of ours has seen them. */
class ContainerErrorsTest {

    private static ProbeService.Running service;

    @BeforeAll
    static void start() {
        service = ProbeService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /<script> HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /probe HTTP/1.1\r\n\r\n",
                "GET /a%2Fb HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /probe/..;/x HTTP/1.1\r\nHost: local host\r\nConnection: close\r\n\r\n"
            })
    void aMalformedRequestIsAProblem(String request) {
        expectProblem(service.asking().raw(request), 400, "malformed-request");
    }

    @ParameterizedTest
    @CsvSource({"9.9, 1, 505, request-refused", "1.1, 20000, 400, malformed-request"})
    void headersTooLargeAndUnknownVersions(String version, int length, int status, String code) {
        String request = "GET /probe HTTP/" + version + "\r\nHost: localhost\r\nX-Big: " + "x".repeat(length)
                + "\r\nConnection: close\r\n\r\n";
        expectProblem(service.asking().raw(request), status, code);
    }

    @Test
    void whatAQueryHoldsIsNotRepeated() {
        String answer = service.asking().raw("GET /probe?ticket=hidden&x=| HTTP/1.1\r\nHost: localhost\r\n\r\n");
        expectProblem(answer, 400, "malformed-request");
        assertThat(answer).contains("/probe?…").doesNotContain("hidden");
    }

    private static void expectProblem(String answer, int status, String code) {
        assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContain("<html", "Apache Tomcat");
        assertThat(answer).doesNotContain("Exception").containsIgnoringCase("Content-Type: application/problem+json");
        Asking.problem(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1), status, code);
    }
}
