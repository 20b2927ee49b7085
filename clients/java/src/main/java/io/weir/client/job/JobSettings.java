package io.weir.client.job;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final String COMMANDS_TOKEN = "WEIR_TOKEN";
    private static final Set<String> YES = Set.of("1", "true", "yes", "on");

    /** Reads {@code DATLAKE_…} and {@code WEIR_…} variables; the latter win, and an empty one is none. */
    public static JobSettings fromEnvironment() {
        return from(System.getenv());
    }

    static JobSettings from(Map<String, String> environment) {
        String url = text(environment, "API_URL").orElse("http://127.0.0.1:8080");
        return new JobSettings(
                URI.create(url.replaceFirst("/+$", "")),
                first(environment, "WEIR_API_KEY", "DATLAKE_API_KEY", COMMANDS_TOKEN)
                        .orElse(null),
                text(environment, "ARTIFACT_BUCKET").orElse("artifacts"),
                Duration.ofMillis(number(environment, "DEFAULT_TIMEOUT_MS", 30_000, 1)),
                YES.contains(text(environment, "LOG_SHIP").orElse("").toLowerCase(Locale.ROOT)),
                Math.max(1, number(environment, "RETRY_MAX_ATTEMPTS", 4, 0)),
                Duration.ofMillis(number(environment, "RETRY_BACKOFF_MS", 200, 0)));
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return first(environment, "WEIR_" + name, "DATLAKE_" + name);
    }

    private static Optional<String> first(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static int number(Map<String, String> environment, String name, int otherwise, int least) {
        String value = text(environment, name).orElse(Integer.toString(otherwise));
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least) {
            throw new IllegalArgumentException(
                    name + " is '" + value + "'; a number of " + least + " to 999999999 is allowed");
        }
        return Integer.parseInt(value);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "JobSettings[url=" + url + ", timeout=" + timeout + "]";
    }
}
