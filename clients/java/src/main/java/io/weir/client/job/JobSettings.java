package io.weir.client.job;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to call.
 *
 * @param url of the gateway
 * @param apiKey sent as a bearer token; null for none
 * @param artifactBucket where logs are shipped to
 * @param timeout of one call
 * @param shipLogs whether the attached log is shipped when a run ends
 * @param attempts of calls that may be repeated
 * @param backoff the first wait; it doubles, with jitter
 */
public record JobSettings(
        URI url,
        @Nullable String apiKey,
        String artifactBucket,
        Duration timeout,
        boolean shipLogs,
        int attempts,
        Duration backoff) {

    /** Reads {@code DATLAKE_…} and {@code WEIR_…} variables; the latter win. */
    public static JobSettings fromEnvironment() {
        return from(System.getenv());
    }

    static JobSettings from(Map<String, String> environment) {
        return new JobSettings(
                URI.create(text(environment, "API_URL", "http://127.0.0.1:8080").replaceFirst("/+$", "")),
                token(environment),
                text(environment, "ARTIFACT_BUCKET", "artifacts"),
                Duration.ofMillis(number(environment, "DEFAULT_TIMEOUT_MS", 30_000)),
                Boolean.parseBoolean(text(environment, "LOG_SHIP", "false")),
                (int) Math.max(1, number(environment, "RETRY_MAX_ATTEMPTS", 4)),
                Duration.ofMillis(number(environment, "RETRY_BACKOFF_MS", 200)));
    }

    /** Commands call it {@code WEIR_TOKEN}. */
    private static @Nullable String token(Map<String, String> environment) {
        return Stream.of("WEIR_API_KEY", "DATLAKE_API_KEY", "WEIR_TOKEN")
                .map(environment::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String text(Map<String, String> environment, String name, String otherwise) {
        return environment.getOrDefault("WEIR_" + name, environment.getOrDefault("DATLAKE_" + name, otherwise));
    }

    private static long number(Map<String, String> environment, String name, long otherwise) {
        String value = text(environment, name, Long.toString(otherwise));
        if (!value.matches("\\d{1,12}")) {
            throw new IllegalArgumentException(name + " is '" + value + "'; a number of 0 or more is allowed");
        }
        return Long.parseLong(value);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "JobSettings[url=" + url + ", timeout=" + timeout + "]";
    }
}
