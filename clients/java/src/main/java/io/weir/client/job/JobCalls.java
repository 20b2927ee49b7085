package io.weir.client.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Calls over HTTP: errors by kind, and retries where a call may be made twice. */
final class JobCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);

    private final HttpClient http;
    private final JobSettings settings;

    JobCalls(JobSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
    }

    JobSettings settings() {
        return settings;
    }

    /** Sends JSON and reads JSON, again and again where nothing came back; the call changes nothing more then. */
    JsonNode repeatable(String method, String path, @Nullable Map<String, ?> body, @Nullable UUID run) {
        String key = UUID.randomUUID().toString();
        for (int attempt = 1; ; attempt++) {
            try {
                return send(request(method, path, key, json(body)), key, run);
            } catch (WeirException.TransientNetwork | WeirException.Server failure) {
                if (attempt >= settings.attempts() || failure.status() == 500 || failure.status() == 501) {
                    throw failure;
                }
                pause(attempt, failure);
            }
        }
    }

    /** Stores bytes; not repeated. */
    JsonNode upload(String path, byte[] bytes, @Nullable UUID run) {
        String key = UUID.randomUUID().toString();
        HttpRequest.Builder request = request("PUT", path, key, BodyPublishers.ofByteArray(bytes));
        return send(request.setHeader("Content-Type", "application/octet-stream"), key, run);
    }

    static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String method, String path, String key, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.url() + path))
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("X-Request-Id", key)
                .header("Idempotency-Key", key)
                .method(method, body);
        String apiKey = settings.apiKey();
        return apiKey == null ? request : request.header("Authorization", "Bearer " + apiKey);
    }

    private JsonNode send(HttpRequest.Builder request, String requestId, @Nullable UUID run) {
        String runId = run == null ? null : run.toString();
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            JsonNode read = read(answer.body());
            if (answer.statusCode() / 100 == 2) {
                return read;
            }
            String detail = read.path("detail").asText(read.path("title").asText("refused"));
            throw WeirException.of(
                    answer.statusCode(),
                    detail,
                    read.path("code").textValue(),
                    read.path("requestId").asText(requestId),
                    runId);
        } catch (IOException failure) {
            throw new WeirException.TransientNetwork("no answer: " + failure, requestId, runId, failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new WeirException.TransientNetwork("interrupted", requestId, runId, stopped);
        }
    }

    private static JsonNode read(String body) {
        try {
            return body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return JSON.createObjectNode().put("detail", "an answer that is no JSON");
        }
    }

    private static BodyPublisher json(@Nullable Map<String, ?> body) {
        try {
            return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void pause(int failures, WeirException failure) {
        long longest =
                Math.min(LONGEST_BACKOFF.toMillis(), settings.backoff().toMillis() << Math.min(failures - 1, 20));
        try {
            Thread.sleep(longest - ThreadLocalRandom.current().nextLong(longest / 2 + 1));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
