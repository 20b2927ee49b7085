package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.system.SharedPlatform.Addresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No error without a shape: whatever answers, it answers with a problem document. */
@ExtendWith(SharedPlatform.class)
class ErrorBodiesIT {

    private static final String JSON = "application/json";
    private static final int SERVICES = 4;

    @ParameterizedTest(name = "{0} {1} with ''{2}'' gives {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /api/v1/stores                       | {                          | 400",
                "POST   | /api/v1/stores                       | []                         | 400",
                "POST   | /api/v1/stores                       | {\"name\": 3, \"kind\": \"MOON\"} | 400",
                "GET    | /api/v1/stores/none                  |                            | 404",
                "GET    | /api/v1/stores?limit=zero            |                            | 400",
                "GET    | /api/v1/stores?limit=100000          |                            | 422",
                "GET    | /api/v1/stores?pageToken=x           |                            | 422",
                "DELETE | /api/v1/stores                       |                            | 405",
                "POST   | /api/v1/tables                       | {                          | 400",
                "GET    | /api/v1/tables/none                  |                            | 404",
                "POST   | /api/v1/tables/none/commits          | nothing                    | 400",
                "PUT    | /api/v1/tables                       | {}                         | 405",
                "POST   | /api/v1/pipelines                    | {                          | 400",
                "GET    | /api/v1/pipelines/none               |                            | 404",
                "PATCH  | /api/v1/pipelines/none               | {}                         | 404",
                "PUT    | /api/v1/pipelines/none               | {}                         | 405",
                "POST   | /api/v1/lineage                      | {                          | 400",
                "GET    | /api/v1/runs/none                    |                            | 4xx",
                "DELETE | /api/v1/lineage                      |                            | 405",
                "GET    | /api/v1/nothing                      |                            | 404",
                "GET    | /api/v2/stores                       |                            | 404",
                "GET    | /nothing                             |                            | 404",
                "POST   | /v3/api-docs                         | {}                         | 405",
            })
    void theGatewayAnswersWithAProblem(String method, String path, String body, String status, Addresses weir)
            throws Exception {
        HttpResponse<String> answer = Http.call(method, weir.gateway() + path, JSON, body == null ? "" : body);
        assertProblem(answer, status);
    }

    @ParameterizedTest(name = "service {0}")
    @ValueSource(ints = {0, 1, 2, 3})
    void everyServiceAnswersWithAProblemByItself(int service, Addresses weir) throws Exception {
        String address = weir.service(service);
        assertProblem(Http.get(address + "/nothing"), "404");
        assertProblem(Http.get(address + "/api/v1/nothing/here"), "404");
        assertProblem(Http.call("POST", address + "/actuator/health", JSON, "{}"), "4xx");
        assertProblem(Http.call("POST", address + collection(service), JSON, "{\"name\": "), "400");
        assertProblem(Http.call("POST", address + collection(service), "text/plain", "hello"), "4xx");
        assertProblem(Http.call("PATCH", address + collection(service), JSON, "{}"), "405");
    }

    @ParameterizedTest(name = "service {0}")
    @ValueSource(ints = {0, 1, 2, 3})
    void theContainersOwnErrorsAreProblemsToo(int service, Addresses weir) throws Exception {
        assertThat(raw(weir, service, "GET /a|b{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("application/problem+json")
                .contains("\"code\"", "\"requestId\"");
        assertThat(raw(weir, service, "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\"", "\"requestId\"");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused(Addresses weir) throws Exception {
        String large = "{\"name\": \"" + "x".repeat(2 << 20) + "\"}";
        assertProblem(Http.call("POST", weir.gateway() + "/api/v1/stores", JSON, large), "413");
    }

    private static String collection(int service) {
        return switch (service % SERVICES) {
            case 0 -> "/api/v1/stores";
            case 1 -> "/api/v1/tables";
            case 2 -> "/api/v1/pipelines";
            default -> "/api/v1/lineage";
        };
    }

    private static void assertProblem(HttpResponse<String> answer, String status) throws IOException {
        String seen = answer.request().method() + " " + answer.uri() + ": " + answer.statusCode() + " " + answer.body();
        assertThat(Integer.toString(answer.statusCode())).as(seen).matches(status.replace('x', '.'));
        assertThat(answer.headers().firstValue("Content-Type")).as(seen).hasValueSatisfying(type -> assertThat(type)
                .startsWith("application/problem+json"));
        JsonNode problem = Http.json(answer.body());
        assertThat(problem.path("code").asText()).as(seen).isNotEmpty();
        assertThat(problem.path("status").asInt()).as(seen).isEqualTo(answer.statusCode());
        assertThat(problem.path("requestId").asText())
                .as(seen)
                .isNotEmpty()
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElse(""));
    }

    private static String raw(Addresses weir, int service, String request) throws IOException {
        try (Socket socket = new Socket(weir.host(), weir.port() + service)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return String.join("\r\n", reader.lines().toList());
        }
    }
}
