package io.weir.standalone.drill;

import io.weir.standalone.access.LocalAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls as a client should: it repeats what may be repeated, by the same idempotency key, for a minute. */
final class Caller {

    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 200;
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI gateway;
    private final LocalAccess access;
    private final Tally tally;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Caller(URI gateway, LocalAccess access, Tally tally) {
        this.gateway = gateway;
        this.access = access;
        this.tally = tally;
    }

    /** The answer; nothing if there was none within a minute, or one that no fault explains. */
    Optional<JsonNode> get(String path) throws InterruptedException {
        return call("GET", path, null);
    }

    Optional<JsonNode> post(String path, String body) throws InterruptedException {
        return call("POST", path, body);
    }

    private Optional<JsonNode> call(String method, String path, @Nullable String body) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        long begin = System.nanoTime();
        long tries = 0;
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            tries++;
            Optional<HttpResponse<String>> answer = attempt(method, path, body, key);
            if (answer.isPresent() && !passes(answer.get())) {
                boolean well = answer.get().statusCode() < 300;
                tally.add(well, tries, System.nanoTime() - begin);
                if (!well) {
                    tally.fail(method + " " + path + ": " + answer.get().statusCode() + " "
                            + answer.get().body());
                }
                return well ? Optional.of(JSON.readTree(answer.get().body())) : Optional.empty();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        tally.add(false, tries, System.nanoTime() - begin);
        return Optional.empty();
    }

    private Optional<HttpResponse<String>> attempt(String method, String path, @Nullable String body, String key)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(ATTEMPT)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Idempotency-Key", key);
        }
        access.sign(request);
        try {
            return Optional.of(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    /** A first attempt whose answer was lost may still be at work. */
    private static boolean passes(HttpResponse<String> answer) {
        return PASSING.contains(answer.statusCode())
                || (answer.statusCode() == 409 && answer.body().contains("idempotency-key-in-use"));
    }
}
