package io.weir.standalone.chat;

import io.weir.standalone.configuration.SecretText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** An endpoint of chat completions. It follows no redirection, which could lead a token elsewhere. */
public final class ChatEndpoint {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI completions;
    private final Duration timeout;
    private final int mostBytes;
    private final HttpClient client;

    /**
     * @param timeout longest wait for a connection, and for a whole reply
     * @param mostBytes of a reply that are taken
     */
    public ChatEndpoint(URI completions, Duration timeout, int mostBytes) {
        this.completions = completions;
        this.timeout = timeout;
        this.mostBytes = mostBytes;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * Asks once. The reply fails with {@link java.util.concurrent.TimeoutException} or {@link java.net.http.HttpTimeoutException}
     * where it is not there in time, and with {@link IOException} or {@link UncheckedIOException} where it breaks off.
     *
     * @throws IllegalArgumentException if the token cannot be in a header
     */
    public CompletableFuture<ChatReply> ask(Map<String, Object> body, Optional<SecretText> token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(completions)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.value()));
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(this::read)
                // The time that a request is given ends when an answer begins.
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ChatReply read(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            String text = new String(body.readNBytes(mostBytes), StandardCharsets.UTF_8);
            return new ChatReply(
                    answer.statusCode(), RetryAfter.of(answer.headers(), Instant.now()), text, body.read() < 0);
        } catch (IOException cutOff) {
            throw new UncheckedIOException(cutOff);
        }
    }
}
