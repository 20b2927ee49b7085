package io.weir.delta.storage.google;

import io.weir.delta.storage.rest.BearerTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bucket, and how it is reached.
 *
 * @param endpoint of the JSON API, as {@code https://storage.googleapis.com}
 * @param tokens that say who calls; null for a server that does not ask
 * @param timeout how long one attempt at a call may take, of three; bytes that go or come are given time besides
 */
public record GoogleBucket(
        HttpClient http,
        URI endpoint,
        String bucket,
        @Nullable BearerTokens tokens,
        Duration timeout) {}
