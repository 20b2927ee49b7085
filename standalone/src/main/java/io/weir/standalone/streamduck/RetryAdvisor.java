package io.weir.standalone.streamduck;

import io.weir.standalone.chat.ChatEndpoint;
import io.weir.standalone.chat.ChatReply;
import io.weir.standalone.configuration.SecretText;
import io.weir.support.secret.SecretReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks a model about failures, without anybody waiting for it. Used by one thread. */
final class RetryAdvisor {

    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_KEPT = 100;
    private static final int LONGEST_FAILURE = 400;
    private static final String TASK =
            "A pipeline that moves events of Azure Event Hubs to a table has failed. Decide whether"
                    + " to start it again. Answer with one JSON object and nothing else: {\"should_retry\": true or false,"
                    + " \"reasoning\": \"one sentence\", \"suggested_wait_seconds\": 1 to 60, \"confidence\": 0 to 1}.";

    private final RetryModel model;
    private final Map<String, String> environment;
    private final ChatEndpoint endpoint;
    private final Map<String, RetryAdvice> known = new LinkedHashMap<>();

    /** @param environment where keys are that are named */
    RetryAdvisor(RetryModel model, Map<String, String> environment) {
        this.model = model;
        this.environment = environment;
        this.endpoint = new ChatEndpoint(model.completions(), model.timeout(), MOST_BYTES);
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
        try {
            return endpoint.ask(body(told, attempt), key())
                    .thenApply(RetryAdvisor::read)
                    .exceptionally(unanswered -> Optional.empty());
        } catch (IllegalStateException | IllegalArgumentException unusableKey) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    /** Keeps an answer for the next failure of its kind, if that is wanted. */
    void remember(String failure, RetryAdvice advice) {
        if (model.cached() && known.size() < MOST_KEPT) {
            known.put(withoutData(failure), advice);
        }
    }

    private Map<String, Object> body(String failure, int attempt) {
        return Map.of(
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
    }

    private Optional<SecretText> key() {
        String said = model.key().map(SecretText::value).orElse("");
        if (said.startsWith("env:")) {
            return Optional.ofNullable(environment.get(said.substring("env:".length())))
                    .map(SecretText::new);
        }
        if (said.startsWith("file:")) {
            return Optional.of(new SecretText(new SecretReference(said).read()));
        }
        return model.key();
    }

    private static Optional<RetryAdvice> read(ChatReply reply) {
        return reply.status() == 200 ? RetryAdvice.of(reply.text()) : Optional.empty();
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
