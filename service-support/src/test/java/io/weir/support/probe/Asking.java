package io.weir.support.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a service on this machine, politely or byte by byte. */
public record Asking(int port) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(method, path, BodyPublishers.ofString(body), headers);
    }

    /** Sends without telling the length first, so in chunks. */
    public HttpResponse<String> sendChunked(String path, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send("POST", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)), headers);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public HttpResponse<String> post(String path, String json, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send("POST", path, json, all);
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError("no answer to " + method + " " + path, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** Sends bytes that no HTTP client would, and gives all that comes back until the service closes. */
    public String raw(String request) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return all(socket.getInputStream());
        } catch (IOException failed) {
            throw new AssertionError("no answer", failed);
        }
    }

    /** Who answers and closes before it has read all that was sent resets the connection, after its answer. */
    private static String all(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            in.transferTo(answer);
        } catch (SocketException reset) {
            if (answer.size() == 0) {
                throw reset;
            }
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** Asserts that an answer is a whole problem document and gives it. */
    public static JsonNode problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = problem(answer.body(), status, code);
        assertThat(answer.headers().firstValue("X-Request-Id"))
                .hasValue(problem.get("requestId").asString());
        return problem;
    }

    /** Asserts the same of a body that came over a bare socket. */
    public static JsonNode problem(String body, int status, String code) {
        JsonNode problem = JSON.readTree(body);
        assertThat(problem.path("code").asString()).as(body).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asString()).isEqualTo("urn:weir:problem:" + code);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("requestId").asString()).isNotBlank();
        return problem;
    }
}
