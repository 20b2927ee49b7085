package io.weir.standalone.resource;

import io.weir.client.call.Backoff;
import io.weir.client.call.Exchange;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Unanswered;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway, asked in JSON. What it refuses becomes one line that says why. */
final class Api {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 4;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(600));

    private final Connection connection;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Api(Connection connection) {
        this.connection = connection;
    }

    /**
     * What is there.
     *
     * @param tag the entity tag to change it by; empty where it has none
     */
    record Found(JsonNode body, String tag) {}

    JsonNode get(String target) {
        return body("GET", target, send(request("GET", target, null), true));
    }

    /** What is there; none where the platform says that nothing is. Another server's 404 says nothing of that. */
    Optional<Found> find(String target) {
        HttpResponse<String> response = send(request("GET", target, null), true);
        if (Refusals.isAbsence(response)) {
            return Optional.empty();
        }
        String tag = response.headers().firstValue("ETag").orElse("");
        return Optional.of(new Found(body("GET", target, response), tag));
    }

    /**
     * Makes a call, and repeats it where the platform would not do it twice.
     *
     * @param body what to send; null for nothing
     * @return the answer; an empty object where there is none
     */
    JsonNode call(Operation operation, String target, @Nullable JsonNode body) {
        return call(operation, target, body, "");
    }

    /** The same, but only if the resource is still what {@code tag} says; an empty one is no condition. */
    JsonNode call(Operation operation, String target, @Nullable JsonNode body, String tag) {
        HttpRequest.Builder request = request(operation.method(), target, body);
        if (operation.takesIdempotencyKey()) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        if (!tag.isEmpty()) {
            request.header("If-Match", tag);
        }
        boolean repeatable =
                operation.takesIdempotencyKey() || operation.method().matches("GET|PUT");
        return body(operation.method(), target, send(request, repeatable));
    }

    private HttpRequest.Builder request(String method, String target, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connection.gateway() + target))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        connection.sign(request);
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request, boolean repeatable) {
        int attempts = repeatable ? ATTEMPTS : 1;
        for (int failures = 1; ; failures++) {
            try {
                HttpResponse<String> response =
                        Exchange.send(client, request.build(), BodyHandlers.ofString(), PATIENCE);
                if (failures == attempts || !Refusals.passes(response)) {
                    return response;
                }
                pause(failures, Backoff.asked(response));
            } catch (IOException away) {
                if (failures == attempts || Unanswered.isLasting(away)) {
                    throw Unanswered.failure(connection.gateway(), away);
                }
                pause(failures, Duration.ZERO);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new CommandFailure("interrupted", stopped);
            }
        }
    }

    private static void pause(int failures, Duration asked) {
        LockSupport.parkNanos(BACKOFF.after(failures, asked).toNanos());
    }

    private static JsonNode body(String method, String target, HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw Refusals.of(method, target, response);
        }
        String body = response.body();
        try {
            return JSON.readTree(body.isEmpty() ? "{}" : body);
        } catch (JacksonException notJson) {
            throw new CommandFailure(
                    "what answers " + method + " " + target + " is no Weir: it sends no JSON", notJson);
        }
    }
}
