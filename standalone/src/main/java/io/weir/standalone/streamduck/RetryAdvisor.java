package io.weir.standalone.streamduck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Asks a model about failures, without anybody waiting for it. Used by one thread. */
final class RetryAdvisor {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_KEPT = 100;
    private static final int LONGEST_FAILURE = 400;
    private static final String TASK =
            "A pipeline that moves events of Azure Event Hubs to a table has failed. Decide whether"
                    + " to start it again. Answer with one JSON object and nothing else: {\"should_retry\": true or false,"
                    + " \"reasoning\": \"one sentence\", \"suggested_wait_seconds\": 1 to 60, \"confidence\": 0 to 1}.";

    private final RetryModel model;
    private final Map<String, String> environment;
    private final HttpClient client;
    private final Map<String, RetryAdvice> known = new LinkedHashMap<>();

    /** @param environment where keys are that are named */
    RetryAdvisor(RetryModel model, Map<String, String> environment) {
        this.model = model;
        this.environment = environment;
        // It follows no redirection, which could lead a key elsewhere.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(model.timeout())
                .build();
    }

    RetryModel model() {
        return model;
    }

    /** Asks; there is nothing where the model does not answer in time, or not as it was asked to. */
    CompletableFuture<Optional<RetryAdvice>> ask(String failure, int attempt) {
        String told = withoutData(failure);
        RetryAdvice earlier = known.get(told);
        if (earlier != null) {
            return CompletableFuture.completedFuture(Optional.of(earlier));
        }
        HttpRequest request;
        try {
            request = request(told, attempt);
        } catch (IOException | IllegalArgumentException unusableKey) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(RetryAdvisor::read)
                // The time that a request is given ends when an answer begins.
                .orTimeout(model.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(unanswered -> Optional.empty());
    }

    /** Keeps an answer for the next failure of its kind, if that is wanted. */
    void remember(String failure, RetryAdvice advice) {
        if (model.cached() && known.size() < MOST_KEPT) {
            known.put(withoutData(failure), advice);
        }
    }

    private HttpRequest request(String failure, int attempt) throws IOException {
        Map<String, Object> body = Map.of(
                "model",
                model.name(),
                "temperature",
                0,
                "max_tokens",
                300,
                "response_format",
                Map.of("type", "json_object"),
                "messages",
                List.of(
                        Map.of("role", "system", "content", TASK),
                        Map.of(
                                "role",
                                "user",
                                "content",
                                "Failure: " + failure + "\nStarted again since it last worked: " + attempt + " of "
                                        + model.attempts() + " times")));
        HttpRequest.Builder request = HttpRequest.newBuilder(model.completions())
                .timeout(model.timeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        @Nullable String key = key();
        return (key == null ? request : request.header("Authorization", "Bearer " + key)).build();
    }

    private @Nullable String key() throws IOException {
        String said = model.key().map(SecretText::value).orElse(null);
        if (said != null && said.startsWith("env:")) {
            return environment.get(said.substring("env:".length()));
        }
        if (said != null && said.startsWith("file:")) {
            return Files.readString(model.folder().resolve(said.substring("file:".length())))
                    .strip();
        }
        return said;
    }

    private static Optional<RetryAdvice> read(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            String text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return answer.statusCode() == 200 ? RetryAdvice.of(text) : Optional.empty();
        } catch (IOException cutOff) {
            throw new UncheckedIOException(cutOff);
        }
    }

    /** What is quoted in a failure, and every long number, is of the data; what looks like a secret is one. */
    static String withoutData(String failure) {
        String told = failure.lines()
                .findFirst()
                .orElse("")
                .replaceAll("(?i)(key|token|password|signature|secret)(name)?\\s*[=:]\\s*\\S+", "$1=…")
                .replaceAll("'[^']*'", "'…'")
                .replaceAll("\"[^\"]*\"", "\"…\"")
                .replaceAll("\\{.*}|\\[.*]", "…")
                .replaceAll("[0-9]{4,}", "…");
        return told.substring(0, Math.min(told.length(), LONGEST_FAILURE));
    }
}
