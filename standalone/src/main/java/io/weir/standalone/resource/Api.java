package io.weir.standalone.resource;

import io.weir.standalone.cli.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway, asked in JSON. What it refuses becomes one line that says why. */
final class Api {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NOT_FOUND = 404;

    private final URI gateway;
    private final Optional<String> token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Api(URI gateway, Optional<String> token) {
        this.gateway = gateway;
        this.token = token;
    }

    JsonNode get(String path) {
        return answer("GET", path, null);
    }

    /** What is there; none where nothing is. */
    Optional<JsonNode> find(String path) {
        HttpResponse<String> response = send("GET", path, null);
        return response.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(accepted("GET", path, response));
    }

    JsonNode post(String path, JsonNode body) {
        return answer("POST", path, body);
    }

    JsonNode patch(String path, JsonNode body) {
        return answer("PATCH", path, body);
    }

    void delete(String path) {
        answer("DELETE", path, null);
    }

    private JsonNode answer(String method, String path, @Nullable JsonNode body) {
        return accepted(method, path, send(method, path, body));
    }

    private HttpResponse<String> send(String method, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException away) {
            throw new CommandFailure("the gateway at " + gateway + " does not answer: check with: weir status", away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", stopped);
        }
    }

    private static JsonNode accepted(String method, String path, HttpResponse<String> response) {
        if (response.statusCode() / 100 == 2) {
            String body = response.body();
            return JSON.readTree(body.isEmpty() ? "{}" : body);
        }
        throw new CommandFailure(explanation(response) + " (" + method + " " + path + ")");
    }

    private static String explanation(HttpResponse<String> response) {
        try {
            JsonNode problem = JSON.readTree(response.body());
            String detail =
                    problem.path("detail").asString(problem.path("title").asString(""));
            StringBuilder text = new StringBuilder(detail.replaceAll("\\.$", ""));
            for (JsonNode error : problem.path("errors")) {
                String allowed = error.path("allowed").asString("");
                if (!allowed.isEmpty()) {
                    text.append("; ")
                            .append(error.path("field").asString())
                            .append(": ")
                            .append(allowed);
                }
            }
            return text.append(" (")
                    .append(problem.path("code").asString("HTTP " + response.statusCode()))
                    .append(')')
                    .toString();
        } catch (JacksonException notOurs) {
            return "HTTP " + response.statusCode();
        }
    }
}
