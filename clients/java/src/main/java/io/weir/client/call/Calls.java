package io.weir.client.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.weir.client.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes calls: errors by kind, and retries where a call may be made twice. Safe to share between threads. */
public final class Calls {

    private static final ObjectMapper JSON = ApiClient.createDefaultObjectMapper();

    /** Of no answer, and of answers that say "not now". */
    private static final Set<Integer> PASSING = Set.of(0, 429, 502, 503, 504);

    private static final String IN_USE = "idempotency-key-in-use";
    private static final String REFUSED = "broker-refused";

    private final HttpClient http;
    private final ClientSettings settings;

    public Calls(ClientSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
    }

    /** Sends a call and reads JSON; missing where the answer had none. */
    public JsonNode json(Call call) {
        return read(send(call).body());
    }

    /** The same, as an object of the API document. */
    public <T> T call(Call call, Class<T> type) {
        return tagged(call, type).value();
    }

    /** The same, with the entity tag of what was answered. */
    public <T> Tagged<T> tagged(Call call, Class<T> type) {
        HttpResponse<byte[]> answer = send(call);
        return new Tagged<>(
                object(read(answer.body()), type),
                answer.headers().firstValue("ETag").orElse(null));
    }

    /** What is answered as it is, of what is no JSON. */
    public byte[] bytes(Call call) {
        return send(call).body();
    }

    /** A part of an answer, as an object of the API document. */
    public <T> T object(JsonNode json, Class<T> type) {
        try {
            return JSON.treeToValue(json, type);
        } catch (JsonProcessingException unexpected) {
            throw new UncheckedIOException("what answers is no " + type.getSimpleName() + " of Weir's", unexpected);
        }
    }

    private HttpResponse<byte[]> send(Call call) {
        String requestId = UUID.randomUUID().toString();
        HttpRequest request = request(call, requestId);
        int attempts = call.isRepeatable() ? settings.attempts() : 1;
        for (int attempt = 1; ; attempt++) {
            try {
                return send(request, requestId, call.run());
            } catch (WeirException failure) {
                if (attempt >= attempts || !passes(failure)) {
                    throw failure;
                }
                pause(attempt, failure);
            }
        }
    }

    /** Whether the same call may be answered otherwise a little later: by the status, but for two codes. */
    private static boolean passes(WeirException failure) {
        return IN_USE.equals(failure.code()) || (PASSING.contains(failure.status()) && !REFUSED.equals(failure.code()));
    }

    private HttpRequest request(Call call, String requestId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.url() + call.target()))
                .header("Accept", "application/json, */*;q=0.5")
                .header("X-Request-Id", requestId)
                .method(call.method(), body(call.body()));
        call.headers().forEach(request::header);
        if (call.body() != null) {
            request.header(
                    "Content-Type", call.body() instanceof byte[] ? "application/octet-stream" : "application/json");
        }
        String token = settings.token();
        return (token == null ? request : request.header("Authorization", "Bearer " + token)).build();
    }

    private HttpResponse<byte[]> send(HttpRequest request, String requestId, @Nullable UUID run) {
        String runId = run == null ? null : run.toString();
        try {
            HttpResponse<byte[]> answer = Exchange.send(http, request, BodyHandlers.ofByteArray(), settings.timeout());
            if (answer.statusCode() / 100 == 2) {
                return answer;
            }
            throw WeirException.of(Refusal.of(answer, problem(answer.body()), requestId, runId));
        } catch (IOException failure) {
            throw new WeirException.TransientNetwork(
                    request.method() + " " + withoutQuery(request.uri()) + ": no answer: " + Exchange.reason(failure),
                    Refusal.withoutAnswer(requestId, runId),
                    failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new WeirException.TransientNetwork("interrupted", Refusal.withoutAnswer(requestId, runId), stopped);
        }
    }

    private static String withoutQuery(URI address) {
        return address.toString().replaceFirst("\\?.*", "");
    }

    private static JsonNode read(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException unexpected) {
            throw new UncheckedIOException("what answers is no Weir: it sends no JSON", unexpected);
        }
    }

    /** A proxy's page of its own is no problem document: the status says enough. */
    private static JsonNode problem(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static BodyPublisher body(@Nullable Object body) {
        if (body == null) {
            return BodyPublishers.noBody();
        }
        try {
            return BodyPublishers.ofByteArray(body instanceof byte[] bytes ? bytes : JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void pause(int failures, WeirException failure) {
        try {
            Thread.sleep(new Backoff(settings.backoff())
                    .after(failures, failure.retryAfter())
                    .toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
