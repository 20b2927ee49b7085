package io.weir.platform.store.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.platform.store.StoreProblem;
import io.weir.support.identity.Identity;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import io.weir.support.services.ServiceLocations;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has an ingest worker remove what uses stores, in the name of whoever removes these here. */
@Component
class WorkerRemovals {

    /** Pipelines are stopped in it. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI worker;
    private final ServiceIdentity identity;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    WorkerRemovals(ServiceLocations locations, ServiceIdentity identity) {
        this.worker = locations.ingestUrl();
        this.identity = identity;
    }

    /** As {@link io.weir.platform.store.StoreUsers#remove} does. Asked again after a lost answer, it finds them gone. */
    void remove(List<String> stores, @Nullable String topic, @Nullable Identity caller) {
        String named = Stream.concat(
                        stores.stream().map(store -> "store=" + URLEncoder.encode(store, UTF_8)),
                        Stream.ofNullable(topic).map(only -> "topic=" + URLEncoder.encode(only, UTF_8)))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(worker + "/internal/v1/users-of-stores?" + named))
                .timeout(PATIENCE)
                .DELETE();
        identity.sign(request);
        if (caller != null) {
            identity.authorization(caller).ifPresent(value -> request.setHeader("Authorization", value));
        }
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() != 204) {
            throw refusal(answer);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException silent) {
            throw unavailable(silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unavailable(stopped);
        }
    }

    /** What the worker says, where the caller can do something about it. */
    private static ProblemException refusal(HttpResponse<String> answer) {
        ProblemCode told =
                switch (answer.statusCode()) {
                    case 403 -> CommonProblem.FORBIDDEN;
                    case 409 -> StoreProblem.STORE_IN_USE;
                    default -> throw unavailable(null);
                };
        JsonNode problem = problem(answer);
        ProblemException refusal =
                new ProblemException(told, problem.path("detail").asString(told.title()));
        for (String member : List.of("required", "users", "otherUsers")) {
            if (problem.has(member)) {
                refusal.with(member, problem.get(member));
            }
        }
        return refusal;
    }

    private static JsonNode problem(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException unreadable) {
            throw unavailable(unreadable);
        }
    }

    private static ProblemException unavailable(@Nullable Exception cause) {
        return ProblemException.unavailable(
                "What uses it cannot be removed: ingest-worker does not answer. Repeat it: what is gone is passed over",
                RETRY_AFTER,
                cause);
    }
}
